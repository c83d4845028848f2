import { decompress } from 'fzstd';
import type { Compressors } from 'hyparquet';
// Its parts one by one: the whole compiles WebAssembly as it is loaded, for a Snappy that is not needed, which a strict policy forbids.
import { decompressBrotli } from 'hyparquet-compressors/src/brotli.js';
import { gunzip } from 'hyparquet-compressors/src/gzip.js';
import { decompressLz4, decompressLz4Raw } from 'hyparquet-compressors/src/lz4.js';

/** What unpacks the pages of a Parquet file, by codec. Snappy is part of the reader. */
export const CODECS: Compressors = {
  GZIP: (input, length) => gunzip(input, new Uint8Array(length)),
  ZSTD: (input) => decompress(input),
  BROTLI: decompressBrotli,
  LZ4: decompressLz4,
  LZ4_RAW: decompressLz4Raw,
};
