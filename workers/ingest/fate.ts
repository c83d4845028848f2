/** What becomes of a row: one of these, or the code of a reason for which it is rejected, which is 0 or more. */
export const KEPT = -1;
export const DUPLICATE = -2;
/** A row of the table whose user is not in the sample. */
export const NOT_SAMPLED = -3;
