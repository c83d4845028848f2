import { AppError, throwIfAborted } from '../protocol/errors';
import type { Unwrapped } from '../protocol/ingest';
import type { ReadingOverrides } from '../protocol/reading';
import { joinTables, whyNoTable } from './containers/join';
import { unwrap } from './containers/unwrap';
import type { Layout } from './layout';
import { readingFile, sourceOf, type Source } from './source';

/**
 * Opens whatever a file is wrapped in and reads the beginning of its table; several tables of one kind are read as one.
 *
 * @param layoutOf finds the layouts of several tables
 * @param reading what a person has decided about how it is read
 * @throws AppError `file-empty`, `file-binary` (params: kind), `file-changed`, `file-unreadable`, and what {@link unwrap} and {@link joinTables} throw
 */
export async function openSource(
  file: File,
  layoutOf: (source: Source, reading: ReadingOverrides) => Layout,
  signal?: AbortSignal,
  reading: ReadingOverrides = {},
): Promise<Source> {
  if (file.size === 0) throw new AppError('file-empty', { name: file.name });
  return readingFile(file, async () => {
    throwIfAborted(signal);
    const layout = (source: Source) => layoutOf(source, reading);
    const found = await unwrap(file, (table) => whyNoTable(file, table, layout, reading.encoding), reading.sheet);
    throwIfAborted(signal);
    const [only, another] = found.tables;
    const joined = only && !another ? { text: only, parts: [only.name], skipped: [] } : await joinTables(file, found, layout, reading);
    throwIfAborted(signal);
    const { kind, choices } = found;
    const skipped = [...found.skipped, ...joined.skipped];
    const unwrapped: Unwrapped | null = kind && { kind, parts: joined.parts, skipped, choices, laterFields: [] };
    const source = await sourceOf(file, joined.text, unwrapped, reading.encoding);
    return { ...source, written: found.tables.some(({ made }) => made !== true) };
  });
}
