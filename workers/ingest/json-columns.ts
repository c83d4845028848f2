import { cellText } from './cells';
import { WrittenCells } from './cell-table';
import { JsonScanner } from './json-scan';
import type { Records } from './records';

const encoder = new TextEncoder();

/** Makes columns of keys in the JSON of one column: strings as they read, other values as they are written; `null` and absent keys are missing. */
export class JsonColumns {
  /** A column for each of the paths. */
  readonly table: WrittenCells;
  private readonly scanner: JsonScanner;
  private bytes: Uint8Array = new Uint8Array(0);
  private row = 0;

  constructor(
    private readonly source: number,
    paths: readonly (readonly string[])[],
  ) {
    this.table = new WrittenCells(paths.length);
    this.scanner = new JsonScanner(paths, (path, start, end, escaped) => {
      if (!escaped) this.table.put(this.row, path, this.bytes, start, end);
      else {
        const text = encoder.encode(unescaped(cellText(this.bytes, start, end)));
        this.table.put(this.row, path, text, 0, text.length);
      }
    });
  }

  run({ rows, firstCell, bytes, starts, ends }: Records, from: number, rejected: (row: number) => boolean): void {
    this.table.clear(rows);
    this.bytes = bytes;
    for (let row = from; row < rows; row++) {
      if (rejected(row)) continue;
      const cell = firstCell[row]! + this.source;
      this.row = row;
      this.scanner.scan(bytes, starts[cell]!, ends[cell]!);
    }
  }
}

/** What a JSON string says; as it is written where its escapes are none. */
function unescaped(text: string): string {
  try {
    return JSON.parse(`"${text}"`) as string;
  } catch {
    return text;
  }
}
