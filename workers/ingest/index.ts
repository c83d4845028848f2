export { cleanCsv, type CleanSource } from './clean/clean-csv';
export { ingest, type Ingested, type IngestOptions } from './ingest';
export { checkMapping, previewFile } from './preview';
export type { RejectedRows } from './raw-rows';
export { rejectedCsv, type RejectedSource } from './rejected-csv';
