/** The built site as a service worker sees it. A test hands in other caches and another network. */
export interface OfflineSiteOptions {
  /** Absolute address of the folder that the site lies in, with a slash at its end. */
  readonly scope: string;
  /** Names this build: another build has another. */
  readonly version: string;
  /** Every file of the build, relative to the scope; the page itself is ''. */
  readonly files: readonly string[];
  readonly caches: Pick<CacheStorage, 'open' | 'keys' | 'delete' | 'match'>;
  readonly fetch: (request: Request) => Promise<Response>;
}

/** Files below it carry a hash of their content in their name: what one of these names once held, it always holds. */
const HASHED = 'assets/';

/**
 * Keeps the built files so that the site works without a network. Only `install` writes to a cache, and each build has a cache of its own, so
 * what is kept is always one whole build; the old one stays until a new build's worker takes over, which the browser lets it do
 * once no page of the old one is open. Nothing outside the scope is ever asked for or kept.
 */
export class OfflineSite {
  readonly #site: OfflineSiteOptions;
  readonly #files: ReadonlySet<string>;
  /** Two copies of the site on one origin share the origin's caches, so names begin with the scope. */
  readonly #prefix: string;
  readonly #cache: string;

  constructor(site: OfflineSiteOptions) {
    this.#site = site;
    this.#files = new Set(site.files);
    this.#prefix = `shoal:${site.scope}:`;
    this.#cache = `${this.#prefix}${site.version}`;
  }

  /** Fetches every file, one after the other so as not to crowd the page out; all of them or none are kept. */
  async install(): Promise<void> {
    const { caches, files } = this.#site;
    const cache = await caches.open(this.#cache);
    try {
      for (const file of files) await cache.put(this.#address(file), await this.#whole(file));
    } catch (error) {
      await caches.delete(this.#cache);
      throw error;
    }
  }

  /** Drops what other builds of this site have kept. */
  async activate(): Promise<void> {
    for (const name of await this.#ownCaches()) if (name !== this.#cache) await this.#site.caches.delete(name);
  }

  /** The answer to a request, or null where the browser should go on as if there were no service worker. */
  respond(request: Request): Promise<Response> | null {
    const { origin, pathname } = new URL(request.url);
    const scope = new URL(this.#site.scope);
    if (request.method !== 'GET' || origin !== scope.origin || !pathname.startsWith(scope.pathname)) return null;
    const file = pathname.slice(scope.pathname.length).replace(/^index\.html$/, '');
    if (file.startsWith(HASHED)) return this.#cacheFirst(request, file);
    return this.#files.has(file) ? this.#networkFirst(request, file) : null;
  }

  async #cacheFirst(request: Request, file: string): Promise<Response> {
    return (await this.#kept(file)) ?? this.#site.fetch(request);
  }

  /** A build that has just been put in place is seen at the next reload; without a network the kept one is. */
  async #networkFirst(request: Request, file: string): Promise<Response> {
    const kept = () => this.#site.caches.match(this.#address(file), { cacheName: this.#cache, ignoreVary: true });
    try {
      const response = await this.#site.fetch(request);
      return response.status < 500 ? response : ((await kept()) ?? response);
    } catch (error) {
      const response = await kept();
      if (!response) throw error;
      return response;
    }
  }

  /** A hashed file from any build: a page of the next build may run while its worker waits, its files already kept. */
  async #kept(file: string): Promise<Response | undefined> {
    for (const cacheName of await this.#ownCaches()) {
      const response = await this.#site.caches.match(this.#address(file), { cacheName, ignoreVary: true });
      if (response) return response;
    }
    return undefined;
  }

  async #whole(file: string): Promise<Response> {
    const hashed = file.startsWith(HASHED);
    const kept = hashed ? await this.#kept(file) : undefined;
    if (kept) return kept;
    // The browser's own cache may hold an older page under the same name.
    const response = await this.#site.fetch(new Request(this.#address(file), { cache: hashed ? 'default' : 'reload' }));
    if (!response.ok) throw new Error(`${file || 'the page'}: ${response.status}`);
    if (file === '') await this.#requireSameBuild(response.clone());
    // A redirected answer is refused for a page.
    return response.redirected ? new Response(await response.blob(), { headers: response.headers }) : response;
  }

  /** While a site is being copied to its host, the page and this worker may come from two builds; the next visit tries again. */
  async #requireSameBuild(page: Response): Promise<void> {
    for (const [file] of (await page.text()).matchAll(/assets\/[\w.-]+/g)) {
      if (!this.#files.has(file)) throw new Error(`the page is of another build: ${file}`);
    }
  }

  async #ownCaches(): Promise<string[]> {
    return (await this.#site.caches.keys()).filter((name) => name.startsWith(this.#prefix));
  }

  #address(file: string): string {
    return new URL(file, this.#site.scope).href;
  }
}
