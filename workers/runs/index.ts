export { changesCsv, compareRuns } from './compare-runs';
export { RunLibrary } from './library';
export { readShelf, writeShelf } from './shelf';
export { parametersOf, type KeptRun, type NamedLayer, type NamedTensor, type RunBody, type RunUsers } from './record';
