export { changesCsv, compareRuns } from './compare-runs';
export { exportRun } from './export-run';
export { importRun } from './import-run';
export { RunLibrary } from './library';
export { modelOf } from './model';
export { embedUnder, placedFile, placeUsers, type Placement } from './place-users';
export { placedCsv } from './placed-csv';
export { readShelf, writeShelf, type Unread } from './shelf';
export { parametersOf, type KeptRun, type NamedLayer, type NamedTensor, type Remainder, type RunBody, type RunUsers } from './record';
