export { cleanCsv, type CleanSource } from './clean/clean-csv';
export { keysOfNames } from './cell-hash';
export { ingest, type Ingested, type IngestOptions } from './ingest';
export { cleanTable, ingestFile, joinTables, type IngestedFile, type JoinedFile } from './ingest-file';
export { LastLook } from './last-look';
export type { OpenLayout } from './layout';
export { checkMapping, previewFile } from './preview';
export type { RejectedRows } from './raw-rows';
export { rejectedCsv, type RejectedSource } from './rejected-csv';
