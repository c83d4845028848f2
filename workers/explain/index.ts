export { activations } from './activations';
export type { Explained } from './explained';
export { importances } from './importances';
export { readUser } from './read-user';
