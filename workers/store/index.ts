export { newId } from './new-id';
export { memoryDevice } from './memory-device';
export type { Figures, SkipReason } from './record';
export type { SaveAs } from './record-changes';
export { SOURCE_LIMIT, type Parts } from './snapshot';
export type { ExportOptions } from './transfer';
export { troubleOf } from './trouble';
export { Workspaces, type KeptState, type StoredWorkspace } from './workspaces';
