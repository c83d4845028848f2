export { heirs } from './heirs';
export { inheritNumbers, matchSegments } from './match';
export { migration, usersOfFlow } from './migration';
export { transitions } from './monic';
export { numbered } from './numbered';
export { overlapCounts } from './overlap';
export { userPath } from './path';
export { windowTransitions } from './window-transitions';
