export { append, refresh, type AppendedEvents, type RefreshedUsers } from './append';
export { labelsByUser, segmentChanges, type SegmentChanges } from './changes';
export { updateFigures, type MeasuredFigures } from './figures';
export { appliedMapping, matchHeaders, renamedColumns } from './headers';
export { mergeEvents, type MergedEvents } from './merge';
export { mergeQuality } from './quality';
export { chooseStrength, UPDATE_RULE } from './rule';
export { assignUpdate, placeUsers, tuneUpdate, type PlacedUsers, type UpdateBase, type Updated, type UpdateDevices } from './strengths';
export type { ReadEvents } from './quality';
