import { breather } from '../math/breathe';
import { throwIfAborted } from '../protocol/errors';
import type { Stage } from '../protocol/progress';
import type { Layout } from './layout';
import { Records } from './records';
import { readText } from './source';

const CHUNK_BYTES = 1 << 18;

/**
 * Hands the rows of data of a file to `take`, batch by batch: those of `records` from row `from` on, which are valid until it returns.
 * Progress counts bytes of the file. Returns how many rows there were.
 *
 * @throws AppError `file-changed`, `file-unreadable`, `cancelled`
 */
export async function* readRows(layout: Layout, take: (records: Records, from: number) => void, signal?: AbortSignal): Stage<number> {
  const { source } = layout;
  const records = new Records(layout.dialect, layout.width);
  const turn = breather();
  let toSkip = layout.skip;
  let rows = 0;
  const hand = () => {
    const from = Math.min(toSkip, records.rows);
    toSkip -= from;
    rows += records.rows - from;
    take(records, from);
  };
  for await (const { utf8, bytesRead } of readText(source, CHUNK_BYTES, signal)) {
    records.push(utf8);
    records.split(false);
    hand();
    await turn();
    throwIfAborted(signal);
    yield { stage: 'read', done: bytesRead, total: source.file.size, figures: { rows } };
  }
  records.split(true);
  hand();
  return rows;
}
