import { filesOfSet } from '../../protocol/file-set';
import { looksLikeJson } from '../containers/json';
import { looksLikeListing } from '../containers/listing';
import { markupKind } from '../containers/markup-kind';
import { wrapperOf } from '../containers/wrapper';
import { detectEncoding } from '../encoding';
import { SMALLEST_CUT_FILE } from './ingest-ranges';
import { sliceOf } from './range-bytes';

/** Bytes of a file's beginning that tell what it is. */
const SNIFFED = 1 << 16;

/**
 * Whether a file will be read in ranges, as far as its size and first bytes tell: a large text in UTF-8 that is its own. Workers that are started
 * before its beginning is looked at are there when it is read.
 *
 * @throws AppError `file-changed`, `file-unreadable`
 */
export async function isLikelyCut(file: File): Promise<boolean> {
  if (file.size < SMALLEST_CUT_FILE) return false;
  const head = await sliceOf(file, 0, SNIFFED);
  if (wrapperOf(head) !== null) return false;
  if (looksLikeJson(head) || looksLikeListing(head) || markupKind(head) !== null || detectEncoding(head) !== 'utf-8') return false;
  return (await filesOfSet(file)) === null;
}
