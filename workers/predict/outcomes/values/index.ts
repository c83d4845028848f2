import { hashText } from '../../../math/random';
import { mean } from '../../../math/statistics';
import type { Progress } from '../../../protocol/progress';
import type { NetworkRecipe } from '../../../protocol/training-recipe';
import type { NoValue, ValueModelId, ValuePrediction } from '../../../protocol/values';
import type { PurchaseDays } from '../../purchase-days';
import { runToEnd } from '../../run-to-end';
import type { Described } from '../described';
import type { Context, Material, Problem, Tell } from '../problem';
import { fitAmounts, type AmountModel } from './amounts';
import { classicalValues } from './classical';
import { judgeValues } from './judge-values';

/** How well values were foreseen; what is expected of each user lies beside it. */
export type JudgedValue =
  { readonly none: NoValue; readonly tested: null } | { readonly none: null; readonly tested: Omit<ValuePrediction, 'all' | 'segments'> };

/** With the model that says those to come; null where none are said. */
export interface ValueForecast {
  readonly judged: JudgedValue;
  readonly head: ValueHead | null;
}

/** What each of its three parts takes beside other steps. */
const PART_STEPS = 4;
/** Steps that {@link forecastValue} tells of. */
export const VALUE_STEPS = 3 * PART_STEPS;

/**
 * What users will spend, in two parts: the probability of a purchase by the model of it with the lowest log loss, times what a buyer spends, by a network ({@link fitAmounts}) on the
 * embedding (features and code) and the unclipped history. Most users spend nothing and a few very much: one regression on money is led by the few, one on its logarithm
 * misses the mean. Beside it stand what each user spent in the last horizon before the cut-off, and BG/NBD with Gamma–Gamma, which takes users without a purchase for the
 * average of their like at the earlier cut-offs.
 *
 * @param material of the amounts
 * @throws AppError `cancelled`
 */
export async function* forecastValue(
  purchase: Problem,
  missing: NoValue | null,
  material: Material,
  tested: Described,
  { days, cut, horizonDays, seed }: Context,
  network: NetworkRecipe,
  progress: Tell,
  signal?: AbortSignal,
): AsyncGenerator<Progress, ValueForecast, void> {
  const { training } = material.set;
  const none = missing ?? (days.value && training.spent.some((money) => money > 0) ? null : ({ reason: 'no-values' } as const));
  if (none || !purchase.fitted) return { judged: { none: none ?? { reason: 'no-purchases' }, tested: null }, head: null };
  const own = hashText(`${seed}/amounts`);
  const amounts = await runToEnd(fitAmounts(material.set, own, network), signal);
  yield progress(PART_STEPS);
  const { used, again } = purchase.fitted;
  const chance = used.predict(purchase.materialOf(used.id).tested);
  const predicted = new Map<ValueModelId, Float64Array>([['last-period', tested.before]]);
  const classical = await classicalValues(days, cut, horizonDays, signal);
  if (classical) {
    const strangers = training.spent.filter((_, row) => training.buyer[row] === 0);
    const otherwise = strangers.length > 0 ? mean(strangers) : 0;
    predicted.set(
      'classical',
      Float64Array.from(tested.users, (user) => (Number.isNaN(classical[user]!) ? otherwise : classical[user]!)),
    );
  }
  const amount = amounts.predict(material.tested);
  predicted.set(
    'network',
    chance.map((p, row) => p * amount[row]!),
  );
  const judged = await runToEnd(judgeValues(predicted, tested.spent, seed), signal);
  yield progress(PART_STEPS);
  const head = new ValueHead(purchase, await runToEnd(fitAmounts(material.again.set, own, network), signal), material);
  yield progress(PART_STEPS);
  const buyers = tested.purchase.reduce((sum, one) => sum + one, 0);
  return {
    head,
    judged: {
      none: null,
      tested: {
        test: { users: tested.users.length, buyers, actual: tested.spent.reduce((sum, one) => sum + one, 0) },
        training: { rows: amounts.rows, validationRows: amounts.validationRows },
        chance: again.id,
        ...judged,
      },
    },
  };
}

/** Says what users will spend after the file ends. */
class ValueHead {
  constructor(
    private readonly purchase: Problem,
    private readonly amounts: AmountModel,
    private readonly material: Material,
  ) {}

  of(known: Described): Float64Array {
    const { again } = this.purchase.fitted!;
    const chance = again.predict(this.purchase.materialOf(again.id).again.encoding.of(known));
    const amount = this.amounts.predict(this.material.again.encoding.of(known));
    return chance.map((p, row) => p * amount[row]!);
  }
}

/** By user of the table: money that the classical models expect after the file ends. */
export const classicalAhead = (days: PurchaseDays, horizonDays: number, signal?: AbortSignal): Promise<Float64Array | null> =>
  classicalValues(days, days.lastDay, horizonDays, signal);
