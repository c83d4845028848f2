export { changesCsv, compareRuns } from './compare-runs';
export { exportRun } from './export-run';
export { readFindings, writeFindings } from './findings';
export { importRun } from './import-run';
export { RunLibrary } from './library';
export { readShelf, writeShelf, type Unread } from './shelf';
export { parametersOf, type KeptRun, type NamedLayer, type NamedTensor, type RunBody, type RunUsers } from './record';
