import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accuracyOf, classFigures, confusionOf, macroF1 } from '../../../workers/math/confusion';

/** Users of some classes, each with where it was placed. */
const placings = fc.integer({ min: 1, max: 6 }).chain((classes) =>
  fc.record({
    classes: fc.constant(classes),
    users: fc.array(fc.tuple(fc.nat(classes - 1), fc.nat(classes - 1)), { minLength: 1, maxLength: 80 }),
  }),
);

describe('a confusion matrix', () => {
  it('has the figures of a published example', () => {
    // scikit-learn, classification_report: y_true [0, 1, 2, 2, 2], y_pred [0, 0, 2, 2, 1].
    const confusion = confusionOf([0, 1, 2, 2, 2], [0, 0, 2, 2, 1], 3);
    expect(confusion).toEqual([
      [1, 0, 0],
      [1, 0, 0],
      [0, 1, 2],
    ]);
    const figures = classFigures(confusion);
    expect(figures.map(({ precision }) => precision)).toEqual([0.5, 0, 1]);
    expect(figures.map(({ recall }) => recall)).toEqual([1, 0, 2 / 3]);
    expect(figures.map(({ f1 }) => f1)).toEqual([2 / 3, 0, 0.8]);
    expect(figures.map(({ support }) => support)).toEqual([1, 1, 3]);
    expect(accuracyOf(confusion)).toBeCloseTo(0.6, 12);
    expect(macroF1(confusion)).toBeCloseTo(0.49, 2);
  });

  it('has those of counting users one by one', () => {
    fc.assert(
      fc.property(placings, ({ classes, users }) => {
        const confusion = confusionOf(
          users.map(([actual]) => actual),
          users.map(([, placed]) => placed),
          classes,
        );
        expect(accuracyOf(confusion)).toBeCloseTo(users.filter(([actual, placed]) => actual === placed).length / users.length, 12);
        const f1s: number[] = [];
        classFigures(confusion).forEach((figures, own) => {
          const of = users.filter(([actual]) => actual === own);
          const into = users.filter(([, placed]) => placed === own);
          const hits = of.filter(([, placed]) => placed === own).length;
          expect([figures.support, figures.predicted]).toEqual([of.length, into.length]);
          if (of.length === 0) expect(figures.recall).toBeNull();
          else expect(figures.recall).toBeCloseTo(hits / of.length, 12);
          if (into.length === 0) expect(figures.precision).toBeNull();
          else expect(figures.precision).toBeCloseTo(hits / into.length, 12);
          if (of.length + into.length === 0) return expect(figures.f1).toBeNull();
          const { precision, recall } = figures;
          const harmonic = precision && recall ? 2 / (1 / precision + 1 / recall) : 0;
          expect(figures.f1).toBeCloseTo(harmonic, 12);
          f1s.push(harmonic);
        });
        expect(macroF1(confusion)).toBeCloseTo(f1s.reduce((sum, f1) => sum + f1, 0) / f1s.length, 12);
      }),
    );
  });
});
