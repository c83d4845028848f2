/** All that a screen can do to the workbench. */
export { learnAssignment } from './assignment';
export { chooseBackend, probeBackend, warmUpEngine } from './backend';
export { buildSegments } from './build';
export { chooseMethod, compareMethods } from './compare';
export { changeSettings } from './settings';
export { readAgain, readLarge, redoChange, sampleOf, setCleaning, setMapping, undoChange } from './draft';
export { exportClean, exportRejected, exportReport } from './export';
export { cancelJob } from './jobs';
export { keepRunning, openFile, openSample, readAs, stopAndOpen } from './open';
export { dismissProblem, report } from './problems';
export { acknowledge, isolate, renameSegment, select, shownIds, toggleHidden } from './selection';
export { joinTable, removeTable, setTableMapping } from './tables';
export { measureSizes } from './sizes';
export { chooseK, setTrack } from './variant';
