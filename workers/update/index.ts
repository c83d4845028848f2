export { append, refresh, type RefreshedUsers } from './append';
export { labelsByUser, segmentChanges } from './changes';
export { updateFigures } from './figures';
export { appliedMapping, matchHeaders, renamedColumns } from './headers';
export { mergeEvents } from './merge';
export { chooseStrength } from './rule';
export { assignUpdate, placeUsers, tuneUpdate, type PlacedUsers, type UpdateBase, type Updated } from './strengths';
