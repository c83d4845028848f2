import { CHINA } from './china';
import { PLATFORMS } from './platforms';
import type { Preset } from './preset';
import { RESEARCH } from './research';
import { SHOPS } from './shops';

export type { Preset } from './preset';

/** Where a file fits several, the one of which it has the most columns counts; of equal ones the first. */
export const ALL_PRESETS: readonly Preset[] = [...RESEARCH, ...SHOPS, ...PLATFORMS, ...CHINA];
