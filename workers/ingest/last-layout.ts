import { openLayout, type Layout } from './layout';

export type OpenLayout = typeof openLayout;

/**
 * Opens layouts, and remembers the last one: a file is looked at before it is read, and both rest on the same beginning of it. Files that have
 * name, size and date in common count as the same, since each message to a worker brings a File of its own.
 */
export class LastLayout {
  #last: { readonly key: string; readonly layout: Layout } | null = null;

  readonly open: OpenLayout = async (file, signal, reading) => {
    const key = JSON.stringify([file.name, file.size, file.lastModified, reading]);
    if (this.#last?.key === key) return this.#last.layout;
    const layout = await openLayout(file, signal, reading);
    this.#last = { key, layout };
    return layout;
  };

  forget(): void {
    this.#last = null;
  }
}
