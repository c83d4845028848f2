import { fileURLToPath } from 'node:url';
import { build, preview } from 'vite';

/** Builds the page and serves it on a free port for the length of the run. */
export default async function serve(): Promise<() => Promise<void>> {
  const configFile = fileURLToPath(new URL('vite.config.ts', import.meta.url));
  await build({ configFile });
  const server = await preview({ configFile, preview: { host: '127.0.0.1', port: 4780, strictPort: false } });
  process.env['CONFORMANCE_URL'] = server.resolvedUrls?.local[0] ?? '';
  return () => server.close();
}
