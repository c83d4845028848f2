import { describe, expect, it } from 'vitest';
import { OfflineSite } from '../../../workers/offline/offline-site';

const SCOPE = 'https://host.example/demos/shoal/';

/** CacheStorage with as much as the site asks of it. */
class FakeCaches {
  readonly stores = new Map<string, Map<string, Response>>();

  open(name: string) {
    const store = this.stores.get(name) ?? new Map<string, Response>();
    this.stores.set(name, store);
    return Promise.resolve({
      put: (url: string, response: Response) => Promise.resolve(void store.set(url, response)),
    } as unknown as Cache);
  }
  keys = () => Promise.resolve([...this.stores.keys()]);
  delete = (name: string) => Promise.resolve(this.stores.delete(name));
  match = (url: RequestInfo | URL, options?: MultiCacheQueryOptions) =>
    Promise.resolve(
      this.stores
        .get(options!.cacheName!)
        ?.get(url as string)
        ?.clone(),
    );
}

/** A host that serves `pages`, or is unreachable, and writes down what it was asked. */
function hostOf(pages: Record<string, string | number>) {
  const asked: string[] = [];
  const host = {
    asked,
    pages,
    reachable: true,
    fetch: (request: Request) => {
      asked.push(request.url);
      const content = pages[request.url.replace(SCOPE, '')];
      if (!host.reachable) return Promise.reject(new TypeError('no network'));
      if (typeof content === 'number') return Promise.resolve(new Response('', { status: content }));
      return Promise.resolve(new Response(content ?? 'none', { status: content === undefined ? 404 : 200 }));
    },
  };
  return host;
}

const FIRST = { '': '<script src="./assets/index-1.js">', 'assets/index-1.js': 'one', 'assets/late-1.js': 'late', 'icon.svg': '<svg/>' };
const SECOND = { '': '<script src="./assets/index-2.js">', 'assets/index-2.js': 'two', 'assets/late-1.js': 'late', 'icon.svg': '<svg2/>' };

function siteOf(version: string, host: ReturnType<typeof hostOf>, caches: FakeCaches, files = Object.keys(host.pages)) {
  return new OfflineSite({ scope: SCOPE, version, files, caches, fetch: host.fetch });
}

const get = (file: string, init?: RequestInit) => new Request(new URL(file, SCOPE), init);
const textOf = async (answer: Promise<Response> | null) => (await answer!).text();

describe('what is kept for use without a network', () => {
  it('is every file, and it answers when the host does not', async () => {
    const host = hostOf(FIRST);
    const site = siteOf('v1', host, new FakeCaches());
    await site.install();
    host.reachable = false;
    for (const [file, content] of Object.entries(FIRST)) expect(await textOf(site.respond(get(file)))).toBe(content);
    expect(await textOf(site.respond(get('index.html')))).toBe(FIRST['']);
    expect(await textOf(site.respond(get('?source=mail#/drift')))).toBe(FIRST['']);
  });

  it('is nothing at all if one file is missing', async () => {
    const caches = new FakeCaches();
    const host = hostOf({ ...FIRST, 'assets/late-1.js': 404 });
    await expect(siteOf('v1', host, caches).install()).rejects.toThrow('assets/late-1.js');
    expect([...caches.stores]).toEqual([]);
  });

  it('is refused where the page is of another build than the worker', async () => {
    const caches = new FakeCaches();
    const host = hostOf({ ...FIRST, '': SECOND[''] });
    await expect(siteOf('v1', host, caches).install()).rejects.toThrow('another build');
    expect([...caches.stores]).toEqual([]);
  });

  it('is not asked for twice: a hashed file that an older build kept is taken over', async () => {
    const caches = new FakeCaches();
    await siteOf('v1', hostOf(FIRST), caches).install();
    const host = hostOf(SECOND);
    await siteOf('v2', host, caches).install();
    expect(host.asked.map((url) => url.replace(SCOPE, ''))).toEqual(['', 'assets/index-2.js', 'icon.svg']);
  });
});

describe('an answer', () => {
  it('comes from the host for the page, so that a new build is seen, and from the cache for hashed files', async () => {
    const host = hostOf({ ...FIRST });
    const site = siteOf('v1', host, new FakeCaches());
    await site.install();
    Object.assign(host.pages, { '': 'new page', 'assets/late-1.js': 'never asked for', 'icon.svg': 'new icon' });
    host.asked.length = 0;
    expect(await textOf(site.respond(get('')))).toBe('new page');
    expect(await textOf(site.respond(get('icon.svg')))).toBe('new icon');
    expect(await textOf(site.respond(get('assets/late-1.js')))).toBe('late');
    expect(host.asked).toEqual([SCOPE, `${SCOPE}icon.svg`]);
    // What came from the host is not kept: without a network the whole old build is there, not half of each.
    host.reachable = false;
    expect(await textOf(site.respond(get('')))).toBe(FIRST['']);
  });

  it('comes from the cache where the host is failing, and says what is missing where it says so', async () => {
    const host = hostOf({ ...FIRST });
    const site = siteOf('v1', host, new FakeCaches());
    await site.install();
    host.pages[''] = 503;
    expect(await textOf(site.respond(get('')))).toBe(FIRST['']);
    expect((await site.respond(get('assets/unknown.js'))!).status).toBe(404);
  });

  it.each([
    ['another origin', new Request('https://elsewhere.example/demos/shoal/assets/index-1.js')],
    ['another folder of the host', new Request('https://host.example/demos/other/')],
    ['another page below the own folder', get('other/index.html')],
    ['a file that is not of the build', get('data.csv')],
    ['something sent', get('', { method: 'POST', body: 'x' })],
  ])('is left to the browser for %s', async (_, request) => {
    const host = hostOf(FIRST);
    const site = siteOf('v1', host, new FakeCaches());
    await site.install();
    host.asked.length = 0;
    expect(site.respond(request)).toBeNull();
    expect(host.asked).toEqual([]);
  });
});

describe('a new build', () => {
  it('leaves the old one whole until it takes over, and then drops it', async () => {
    const caches = new FakeCaches();
    const host = hostOf({ ...FIRST });
    const old = siteOf('v1', host, caches);
    await old.install();
    Object.assign(host.pages, SECOND);
    const next = siteOf('v2', host, caches, Object.keys(SECOND));
    await next.install();
    host.reachable = false;
    // A page of either build may run under the old worker meanwhile.
    expect(await textOf(old.respond(get('')))).toBe(FIRST['']);
    expect(await textOf(old.respond(get('assets/index-1.js')))).toBe('one');
    expect(await textOf(old.respond(get('assets/index-2.js')))).toBe('two');
    await next.activate();
    expect(await caches.keys()).toHaveLength(1);
    expect(await textOf(next.respond(get('')))).toBe(SECOND['']);
    await expect(next.respond(get('assets/index-1.js'))).rejects.toThrow('no network');
  });

  it('touches no cache of another site on the same origin', async () => {
    const caches = new FakeCaches();
    await caches.open('shoal:https://host.example/demos/shoal-2/:v1');
    await caches.open('theirs');
    const site = siteOf('v1', hostOf(FIRST), caches);
    await site.install();
    await site.activate();
    expect(await caches.keys()).toEqual(expect.arrayContaining(['theirs', 'shoal:https://host.example/demos/shoal-2/:v1']));
  });
});
