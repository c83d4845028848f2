import { AMOUNT_FIGURES, RankedAmounts } from '../../../math/amounts';
import { tenths } from '../../../math/classification';
import { random } from '../../../math/random';
import type { ValueComparison, ValueModelId, ValueModelResult } from '../../../protocol/values';
import { compared } from '../bootstrap';

export interface ValuesJudged {
  readonly models: readonly ValueModelResult[];
  readonly comparisons: readonly ValueComparison[];
  readonly resamples: number;
}

/** Figures of all models, and how far the network's differ from each baseline's ({@link compared}). */
export function* judgeValues(
  predicted: ReadonlyMap<ValueModelId, Float64Array>,
  actual: Float64Array,
  seed: number,
): Generator<unknown, ValuesJudged, void> {
  const baselines = [...predicted.keys()].filter((id) => id !== 'network');
  const ranked = new Map([...predicted].map(([id, values]) => [id, new RankedAmounts(values, actual)]));
  const pairs = baselines.map((baseline) => ['network', baseline] as const);
  const { whole, differences, resamples } = yield* compared<ValueModelId, (typeof AMOUNT_FIGURES)[number]>(
    ranked,
    AMOUNT_FIGURES,
    pairs,
    actual.length,
    random(seed, 'values', 'bootstrap'),
  );
  return {
    models: [...predicted].map(([id, values]) => ({
      id,
      ...whole.get(id)!,
      total: values.reduce((sum, one) => sum + one, 0),
      tenths: tenths(values, actual),
    })),
    comparisons: baselines.map((baseline, pair) => ({ baseline, differences: differences[pair]! })),
    resamples,
  };
}
