import * as v from 'valibot';

export const text = v.string();
export const count = v.pipe(v.number(), v.integer(), v.minValue(0));
/** A figure that may be undefined (a mean over nobody, a missing value): JSON knows no NaN, so null stands for it. */
export const figure = v.nullable(v.number());
/** Milliseconds since 1970, UTC. */
export const instant = v.nullable(v.number());
/** Within 0…1. */
export const share = figure;
/** Segment ids count from 0 here and in the recipe; screens and «Export segments» show id + 1. */
export const segmentId = v.pipe(v.number(), v.integer(), v.minValue(-1));
