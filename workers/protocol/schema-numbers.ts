import * as v from 'valibot';

/** A whole number within bounds, both included. */
export const count = (low: number, high: number) => v.pipe(v.number(), v.integer(), v.minValue(low), v.maxValue(high));

/** A part of a whole, 0…1. */
export const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

/** A number within bounds, both included. */
export const within = ([low, high]: readonly [number, number]) => v.pipe(v.number(), v.minValue(low), v.maxValue(high));
