/** sign(x)·ln(1 + |x|): the logarithm of amounts that may be zero or negative. */
export const signedLog = (x: number): number => (x < 0 ? -Math.log1p(-x) : Math.log1p(x));
/** The inverse of {@link signedLog}. */
export const signedExp = (y: number): number => (y < 0 ? -Math.expm1(-y) : Math.expm1(y));
