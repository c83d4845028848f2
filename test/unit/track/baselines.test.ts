import { safeParse } from 'valibot';
import { describe, expect, it } from 'vitest';
import { completeTrack, defaultRecipe, RecipeSchema } from '../../../workers/protocol/recipe';
import { baselines } from '../../../workers/track/baselines';

const all = (n: number) => new Array<boolean>(n).fill(true);
const judgedOf = (plan: ReturnType<typeof baselines>) => plan.judged.flatMap((baseline, w) => (baseline ? [w] : []));

describe('baselines', () => {
  it('compare with the first windows, and these with one another', () => {
    const plan = baselines('first', 'week', all(8), [0, 1, 2]);
    expect(plan.comparedWith[1]).toEqual([0, 2]);
    expect(plan.comparedWith[6]).toEqual([0, 1, 2]);
    expect(judgedOf(plan)).toEqual([3, 4, 5, 6, 7]);
    expect(plan.judged[6]).toEqual({ reference: [0, 1, 2], history: [0, 1, 2], season: null, recent: [2, 3, 4, 5] });
  });

  it('compare with the usable window before, and judge once three have shown what is usual', () => {
    const usable = all(8);
    usable[0] = false;
    usable[4] = false;
    const plan = baselines('previous', 'week', usable, [1, 2]);
    expect(plan.comparedWith.map(([w]) => w ?? null)).toEqual([null, null, 1, 2, 3, 3, 5, 6]);
    expect(judgedOf(plan)).toEqual([6, 7]);
    expect(plan.judged[7]).toMatchObject({ reference: [6], history: [2, 3, 5, 6], recent: [] });
  });

  it('compare with the same season a year before, where it is there and usable', () => {
    const usable = all(28);
    usable[3] = false;
    const plan = baselines('last-year', 'month', usable, [0, 1, 2]);
    expect(plan.comparedWith[11]).toEqual([]);
    expect(plan.comparedWith[12]).toEqual([0]);
    expect(plan.comparedWith[15]).toEqual([]);
    expect(judgedOf(plan)).toEqual([16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27]);
    expect(baselines('last-year', 'week', all(60), [0]).comparedWith[55]).toEqual([3]);
  });

  it('ask the season, and not the last windows, where the file has it twice', () => {
    const plan = baselines('first', 'month', all(20), [0, 1, 2, 3, 4, 5]);
    expect(plan.judged[11]).toMatchObject({ season: null, recent: [7, 8, 9, 10] });
    expect(plan.judged[14]).toMatchObject({ season: 2, recent: [] });
  });
});

describe('the track part of the recipe', () => {
  it('of an earlier version still holds, with the defaults', () => {
    const recipe = defaultRecipe({
      preset: null,
      columns: [],
      dateFormat: 'iso',
      timeZone: 'UTC',
      valueIs: 'line',
      purchaseTypes: [],
      refundTypes: [],
      cancelPrefix: null,
    });
    const old = { ...recipe, track: { window: 'auto', referenceWindows: null } };
    const parsed = safeParse(RecipeSchema, old);
    expect(parsed.success && parsed.output).toEqual(recipe);
    expect(completeTrack({ window: 'week', referenceWindows: 4, thresholds: { psiWatch: 0.2 } })).toEqual({
      window: 'week',
      referenceWindows: 4,
      reference: 'first',
      thresholds: { psiWatch: 0.2, psiAct: 0.25, alpha: 0.05, auc: 0.55, shareChange: 0.01, relativeChange: 0.1 },
    });
  });
});
