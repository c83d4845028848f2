// dist/, or the folder named in DIST, below a sub-path, as a static host would serve it: no special headers, no rewriting. Prints its port.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const dist = process.env.DIST ?? path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../dist');
const PREFIX = '/demos/shoal/';
const TYPES = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.png': 'image/png',
};

async function answer(request, response) {
  const { pathname } = new URL(request.url, 'http://localhost');
  const file = path.join(dist, pathname.startsWith(PREFIX) ? pathname.slice(PREFIX.length) || 'index.html' : '\0');
  try {
    if (!file.startsWith(dist)) throw new Error('outside');
    const body = await readFile(file);
    response.writeHead(200, { 'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream' }).end(body);
  } catch {
    response.writeHead(404).end('not found');
  }
}

const server = createServer((request, response) => void answer(request, response));
server.listen(Number(process.env.PORT), '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
