export { cleanCsv } from './clean/clean-csv';
export { keysOfNames } from './cell-hash';
export { BASE_MEMORY, NAME_MEMORY, USER_MEMORY } from './expected-size';
export { ingest, type Ingested, type IngestOptions } from './ingest';
export { cleanTable, ingestFile, joinTables, type IngestedFile, type JoinedFile } from './ingest-file';
export { LastLook } from './last-look';
export type { OpenLayout } from './layout';
export { checkMapping, previewFile } from './preview';
export { rejectedCsv } from './rejected-csv';
