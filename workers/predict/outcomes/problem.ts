import { bestThreshold } from '../../math/classification';
import { throwIfAborted } from '../../protocol/errors';
import type { ClassifierId, NoOutcome } from '../../protocol/outcomes';
import type { Progress } from '../../protocol/progress';
import type { NetworkRecipe } from '../../protocol/recipe';
import type { PurchaseDays } from '../purchase-days';
import { runToEnd } from '../run-to-end';
import { probabilitiesOfBuyers } from './buyers';
import { fitLogisticClassifier, fitNetworkClassifier, type Classifier } from './classifiers';
import type { JudgedOutcome } from './forecasts';
import { judge, type Scored } from './judge';
import type { Side, TrainingSet } from './training-set';
import { outcomeOf, probabilityOf, rowsIn, type Rowed, type Target, type View } from './views';

/** Users for whom an outcome happened, and for whom it did not: with fewer at the cut-offs to learn from there is nothing to learn. */
const LEAST_TRAINING = 50;
/** With fewer at the cut-off to test on, nothing could be told from chance. */
const LEAST_TEST = 30;

/** Rows at the cut-off to test on. */
export interface Tested extends Rowed {
  readonly x: Float32Array;
  readonly users: Uint32Array;
}

interface Context {
  readonly days: PurchaseDays;
  readonly cut: number;
  readonly horizonDays: number;
  readonly seed: number;
}

interface Fitted {
  readonly logistic: Classifier;
  readonly network: Classifier;
  readonly used: 'logistic' | 'network';
}

/** One target: its models are fitted when a first outcome can be judged, and once only. */
export class Problem {
  #fitted: Fitted | null = null;
  #refitted: Classifier | null = null;

  /** @param again the same rows and those of the test, for the model that makes the predictions */
  constructor(
    private readonly target: Target,
    private readonly set: TrainingSet,
    private readonly again: TrainingSet,
    private readonly seed: number,
    private readonly network: NetworkRecipe,
  ) {}

  /** The model that makes the predictions; null where no outcome could be judged. */
  get refitted(): Classifier | null {
    return this.#refitted;
  }

  /** How well the models foresee an outcome, on the users at the cut-off to test on. */
  async *judged(
    view: View,
    tested: Tested,
    context: Context,
    progress: () => Progress,
    signal?: AbortSignal,
  ): AsyncGenerator<Progress, JudgedOutcome, void> {
    const { training, validation } = this.set;
    const taught = outcomeOf(view, training, rowsIn(view, training));
    const rows = rowsIn(view, tested);
    const y = outcomeOf(view, tested, rows);
    const none = view.target === 'purchase' && context.days.day.length === 0 ? ({ reason: 'no-purchases' } as const) : missing(taught, y);
    if (none) return { none, tested: null };
    const { logistic, network, used } = yield* this.#fit(progress, signal);

    const validated = rowsIn(view, validation);
    const truth = outcomeOf(view, validation, validated);
    const scoredBy = (model: Classifier): Scored => ({
      id: model.id,
      p: probabilityOf(view, model.predict(tested.x), rows),
      threshold: bestThreshold(probabilityOf(view, model.predict(validation.x), validated), truth),
    });
    const constant: Scored = { id: 'base-rate', p: new Float64Array(rows.length).fill(meanOf(taught)), threshold: null };
    const buyers = await this.#bgNbd(view, tested, rows, context, signal);
    throwIfAborted(signal);
    const pairs: (readonly [ClassifierId, ClassifierId])[] = [
      ['network', 'logistic'],
      ['logistic', 'base-rate'],
      ...(buyers ? ([[used, 'bg-nbd']] as const) : []),
    ];
    const scored = [constant, ...(buyers ? [buyers] : []), scoredBy(logistic), scoredBy(network)];
    const judged = await runToEnd(judge(scored, y, pairs, context.seed), signal);
    return {
      none: null,
      tested: {
        test: { users: rows.length, rate: meanOf(y) },
        training: { rows: taught.length, validationRows: validated.length },
        ...judged,
        used,
      },
    };
  }

  async *#fit(progress: () => Progress, signal?: AbortSignal): AsyncGenerator<Progress, Fitted, void> {
    if (this.#fitted) return this.#fitted;
    const { set, again, target, seed } = this;
    const labelled = ({ x, [target]: y }: Side) => ({ x, y });
    const fit = (id: Classifier['id'], { training, validation, dims }: TrainingSet) =>
      runToEnd(
        id === 'logistic'
          ? fitLogisticClassifier(labelled(training), labelled(validation), dims)
          : fitNetworkClassifier(labelled(training), labelled(validation), dims, seed, this.network),
        signal,
      );
    const logistic = await fit('logistic', set);
    yield progress();
    const network = await fit('network', set);
    yield progress();
    const used = network.validationLoss < logistic.validationLoss ? 'network' : 'logistic';
    this.#refitted = await fit(used, again);
    yield progress();
    return (this.#fitted = { logistic, network, used });
  }

  async #bgNbd(
    view: View,
    tested: Tested,
    rows: Uint32Array,
    { days, cut, horizonDays }: Context,
    signal?: AbortSignal,
  ): Promise<Scored | null> {
    if (this.target !== 'purchase') return null;
    const { training } = this.set;
    const strangers = Uint32Array.from(training.buyer.keys()).filter((row) => training.buyer[row] === 0);
    const otherwise = meanOf(Uint8Array.from(strangers, (row) => training.purchase[row]!));
    const p = await probabilitiesOfBuyers(days, tested.users, cut, horizonDays, Number.isNaN(otherwise) ? 0 : otherwise, signal);
    return p && { id: 'bg-nbd', p: probabilityOf(view, p, rows), threshold: null };
  }
}

const meanOf = (y: Uint8Array): number => y.reduce((sum, one) => sum + one, 0) / y.length;

function missing(taught: Uint8Array, y: Uint8Array): NoOutcome | null {
  const count = (of: Uint8Array) => of.reduce((sum, one) => sum + one, 0);
  const few = (where: 'training' | 'test', of: Uint8Array, needed: number): NoOutcome | null => {
    const happened = count(of);
    const not = of.length - happened;
    return Math.min(happened, not) < needed ? { reason: 'few-users', where, happened, not, needed } : null;
  };
  return few('training', taught, LEAST_TRAINING) ?? few('test', y, LEAST_TEST);
}
