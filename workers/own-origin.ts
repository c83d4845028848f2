/**
 * A worker that is loaded from the network does not inherit the page's Content-Security-Policy, and a static host sends none of its own. So each
 * worker imports this first: what it could call to reach another origin refuses. A guard against a library that calls home, as the policy is on the
 * page.
 */
function isOwn(target: string | URL | Request): boolean {
  const url = new URL(target instanceof Request ? target.url : target, self.location.href);
  return url.origin === self.location.origin || url.protocol === 'data:' || url.protocol === 'blob:';
}

const refusal = () => new TypeError('Shoal talks to its own origin only.');

const fetchAnywhere = self.fetch.bind(self);
self.fetch = (target, init) => (isOwn(target) ? fetchAnywhere(target, init) : Promise.reject(refusal()));

// A service worker has none.
if (typeof XMLHttpRequest !== 'undefined') {
  const openAnywhere = XMLHttpRequest.prototype.open as (method: string, url: string | URL, ...rest: unknown[]) => void;
  XMLHttpRequest.prototype.open = function (this: XMLHttpRequest, method: string, url: string | URL, ...rest: unknown[]) {
    if (!isOwn(url)) throw refusal();
    openAnywhere.call(this, method, url, ...rest);
  };
}

for (const name of ['WebSocket', 'EventSource', 'WebTransport', 'WebSocketStream']) {
  Object.defineProperty(self, name, { value: undefined });
}

export {};
