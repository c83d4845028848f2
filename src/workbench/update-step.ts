import type { FilePreview } from '../../workers/protocol/ingest';
import type { HeaderMatch, UpdateProposal } from '../../workers/protocol/update';
import type { LargeFile } from './large-file';

/** Add it to the workspace, or open it as another one? `same`: it is the file that is open. `large`: adding it takes more memory than there is. */
export interface Asked {
  readonly kind: 'ask';
  readonly file: File;
  readonly same: boolean;
  readonly large: LargeFile | null;
}

/** Where the person is with a newer file. */
export type UpdateStep =
  | Asked
  /** A table of users or of items came while events are open: join it to them, or open it as another workspace? */
  | { readonly kind: 'ask-table'; readonly file: File; readonly preview: FilePreview; readonly large: LargeFile | null }
  /** Columns that were not found under their names; `found` as they were before the person chose. */
  | {
      readonly kind: 'columns';
      readonly file: File;
      readonly preview: FilePreview;
      readonly found: readonly HeaderMatch[];
      readonly matches: readonly HeaderMatch[];
      /** The files are to be opened as one, and not added. */
      readonly together: boolean;
      /** The question that led here; null for a file that the folder brought. */
      readonly asked: Asked | null;
    }
  | { readonly kind: 'working'; readonly file: File; readonly matches: readonly HeaderMatch[] }
  /** Before and after; nothing has been replaced. */
  | { readonly kind: 'compare'; readonly file: File; readonly matches: readonly HeaderMatch[]; readonly proposal: UpdateProposal };
