/** How often users of one class were taken for another: classes × classes, the actual class by rows, the predicted one by columns. */
export type Confusion = readonly (readonly number[])[];

/** Figures of one class. Null where there is nothing to divide by: nobody of it, or nobody taken for one of it. */
export interface ClassFigures {
  /** Users of the class. */
  readonly support: number;
  /** Users taken for one of it. */
  readonly predicted: number;
  /** Of those taken for one of it, the share that is. */
  readonly precision: number | null;
  /** Of its users, the share that was recognised. */
  readonly recall: number | null;
  /** Harmonic mean of both, 2·hits / (support + predicted). */
  readonly f1: number | null;
}

export function confusionOf(actual: ArrayLike<number>, predicted: ArrayLike<number>, classes: number): number[][] {
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let i = 0; i < actual.length; i++) counts[actual[i]!]![predicted[i]!]!++;
  return counts;
}

/** Share on the diagonal; NaN of nobody. */
export function accuracyOf(confusion: Confusion): number {
  let right = 0;
  let all = 0;
  confusion.forEach((row, actual) => {
    right += row[actual]!;
    for (const count of row) all += count;
  });
  return right / all;
}

export function classFigures(confusion: Confusion): ClassFigures[] {
  return confusion.map((row, at) => {
    const hits = row[at]!;
    const support = row.reduce((sum, count) => sum + count, 0);
    const predicted = confusion.reduce((sum, other) => sum + other[at]!, 0);
    const share = (part: number, whole: number) => (whole > 0 ? part / whole : null);
    return {
      support,
      predicted,
      precision: share(hits, predicted),
      recall: share(hits, support),
      f1: share(2 * hits, support + predicted),
    };
  });
}

/** Mean F1 of the classes that anybody is of or was taken for; NaN of nobody. */
export function macroF1(confusion: Confusion): number {
  const known = classFigures(confusion).flatMap(({ f1 }) => (f1 === null ? [] : [f1]));
  return known.reduce((sum, f1) => sum + f1, 0) / known.length;
}
