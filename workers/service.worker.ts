import './own-origin';
import { OfflineSite } from './offline/offline-site';

// Written in by scripts/lib/offline-plugin.ts, which makes sw.js from this file.
declare const __FILES__: readonly string[];
declare const __VERSION__: string;

const worker = self as unknown as ServiceWorkerGlobalScope;
const site = new OfflineSite({
  scope: worker.registration.scope,
  version: __VERSION__,
  files: __FILES__,
  caches: worker.caches,
  fetch: (request) => worker.fetch(request),
});

// No skipWaiting: a page that is open goes on with the build that it began with.
worker.addEventListener('install', (event) => event.waitUntil(site.install()));
// The first visit's page, too, finds what it loads later in the cache.
worker.addEventListener('activate', (event) => event.waitUntil(site.activate().then(() => worker.clients.claim())));
worker.addEventListener('fetch', (event) => {
  const answer = site.respond(event.request);
  if (answer) event.respondWith(answer);
});
