import type { FilePreview } from '../protocol/ingest';
import type { ReadingOverrides } from '../protocol/reading';
import type { MappingRecipe } from '../protocol/recipe';
import { openLayout, type Layout, type OpenLayout } from './layout';
import { previewFile } from './preview';

/**
 * What the beginning of the file last looked at showed: a file is looked at before it is read, and a newer file of a workspace once more for its
 * columns. Files that have name, size and date in common count as the same, since each message to a worker brings a File of its own.
 */
export class LastLook {
  #key = '';
  #layout: Layout | null = null;
  #preview: FilePreview | null = null;

  readonly open: OpenLayout = async (file, signal, reading) => {
    this.#turnTo(file, reading);
    const key = this.#key;
    const layout = this.#layout ?? (await openLayout(file, signal, reading));
    // What a container keeps of itself may be large, and opening it again is cheap beside reading it.
    if (this.#key === key && layout.source.text.plain) this.#layout = layout;
    return layout;
  };

  /** @throws as {@link previewFile} */
  async preview(file: File, signal?: AbortSignal, reading?: MappingRecipe['reading']): Promise<FilePreview> {
    this.#turnTo(file, reading);
    const key = this.#key;
    const preview = this.#preview ?? (await previewFile(file, signal, reading, this.open));
    if (this.#key === key) this.#preview = preview;
    return preview;
  }

  /** To be called where reading failed: the file may be chosen again, and be another that looks the same. */
  forget(): void {
    this.#key = '';
    this.#layout = null;
    this.#preview = null;
  }

  #turnTo(file: File, reading: ReadingOverrides | undefined): void {
    const key = JSON.stringify([file.name, file.size, file.lastModified, reading]);
    if (key === this.#key) return;
    this.#key = key;
    this.#layout = null;
    this.#preview = null;
  }
}
