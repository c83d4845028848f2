// npm start: installs what is missing, builds, serves dist/ on a local port and opens a browser where there is a desktop.
import { ensureBuild } from './lib/build.mjs';
import { ensurePackages, root } from './lib/ensure.mjs';

ensurePackages();
ensureBuild();

const { preview } = await import('vite');
const desktop =
  process.platform === 'darwin' || process.platform === 'win32' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
const server = await preview({
  root,
  logLevel: 'error',
  preview: { host: '127.0.0.1', port: Number(process.env.PORT) || 4173, strictPort: false, open: desktop && !process.env.CI },
});
const { port } = server.httpServer.address();
console.log(`\nShoal is at http://127.0.0.1:${port}/   (Ctrl+C stops it)\n`);
