import { bestThreshold } from '../../math/classification';
import { throwIfAborted } from '../../protocol/errors';
import { FITTED_CLASSIFIERS, type ClassifierId, type FittedId, type NoOutcome } from '../../protocol/outcomes';
import type { Progress } from '../../protocol/progress';
import type { NetworkRecipe } from '../../protocol/training-recipe';
import type { PurchaseDays } from '../purchase-days';
import { runToEnd } from '../run-to-end';
import { probabilitiesOfBuyers } from './buyers';
import { fitLogisticClassifier, fitNetworkClassifier, type Classifier } from './classifiers';
import type { Described } from './described';
import type { Encoding } from './encodings';
import type { JudgedOutcome } from './forecasts';
import { judge, type Scored } from './judge';
import type { Side, TrainingSet } from './training-set';
import { outcomeOf, probabilityOf, rowsIn, type Target, type View } from './views';

/** Users for whom an outcome happened, and for whom it did not: with fewer at the cut-offs to learn from there is nothing to learn. */
const LEAST_TRAINING = 50;
/** With fewer at the cut-off to test on, nothing could be told from chance. */
const LEAST_TEST = 30;

/** What a model is told, as rows to learn from and as rows to test on; `again`: all of these, for the model that makes the predictions. */
export interface Material {
  readonly encoding: Encoding;
  readonly set: TrainingSet;
  readonly again: { readonly encoding: Encoding; readonly set: TrainingSet };
  /** Rows at the cut-off to test on, by `encoding`. */
  readonly tested: Float32Array;
}

export interface Context {
  readonly days: PurchaseDays;
  readonly cut: number;
  readonly horizonDays: number;
  readonly seed: number;
}

/** Models of a target: those that are tested, and the better one, learned again with the last days. */
export interface Fitted {
  readonly tested: readonly Classifier[];
  /** Of these, the one that makes the predictions. */
  readonly used: Classifier;
  readonly again: Classifier;
}

/** One target: its models are fitted when a first outcome can be judged, and once only. */
export class Problem {
  #fitted: Fitted | null = null;

  /** @param coded the features and the code by an encoder; null without one */
  constructor(
    private readonly target: Target,
    private readonly features: Material,
    private readonly coded: Material | null,
    private readonly seed: number,
    private readonly network: NetworkRecipe,
  ) {}

  /** Null where no outcome could be judged. */
  get fitted(): Fitted | null {
    return this.#fitted;
  }

  materialOf(id: FittedId): Material {
    return id === 'embedding' ? this.coded! : this.features;
  }

  /** How well the models foresee an outcome, on the users at the cut-off to test on. */
  async *judged(
    view: View,
    tested: Described,
    context: Context,
    progress: Tell,
    signal?: AbortSignal,
  ): AsyncGenerator<Progress, JudgedOutcome, void> {
    const { training, validation } = this.features.set;
    const taught = outcomeOf(view, training, rowsIn(view, training));
    const rows = rowsIn(view, tested);
    const y = outcomeOf(view, tested, rows);
    const none = view.target === 'purchase' && context.days.day.length === 0 ? ({ reason: 'no-purchases' } as const) : missing(taught, y);
    if (none) return { none, tested: null };
    const { tested: models, used } = yield* this.#fit(progress, signal);

    const validated = rowsIn(view, validation);
    const truth = outcomeOf(view, validation, validated);
    const scoredBy = (model: Classifier): Scored => {
      const { tested: x, set } = this.materialOf(model.id);
      const threshold = bestThreshold(probabilityOf(view, model.predict(set.validation.x), validated), truth);
      return { id: model.id, p: probabilityOf(view, model.predict(x), rows), threshold };
    };
    const constant: Scored = { id: 'base-rate', p: new Float64Array(rows.length).fill(meanOf(taught)), threshold: null };
    const buyers = await this.#bgNbd(view, tested, rows, context, signal);
    throwIfAborted(signal);
    const pairs: (readonly [ClassifierId, ClassifierId])[] = [
      ...(this.coded ? ([['embedding', 'logistic']] as const) : []),
      ['network', 'logistic'],
      ['logistic', 'base-rate'],
      ...(buyers ? ([[used.id, 'bg-nbd']] as const) : []),
    ];
    const scored = [constant, ...(buyers ? [buyers] : []), ...models.map(scoredBy)];
    const judged = await runToEnd(judge(scored, y, pairs, context.seed), signal);
    return {
      none: null,
      tested: {
        test: { users: rows.length, rate: meanOf(y) },
        training: { rows: taught.length, validationRows: validated.length },
        ...judged,
        used: used.id,
      },
    };
  }

  async *#fit(progress: Tell, signal?: AbortSignal): AsyncGenerator<Progress, Fitted, void> {
    if (this.#fitted) return this.#fitted;
    const labelled = ({ x, [this.target]: y }: Side) => ({ x, y });
    const fit = (id: FittedId, { training, validation, dims }: TrainingSet) =>
      runToEnd(
        id === 'logistic'
          ? fitLogisticClassifier(labelled(training), labelled(validation), dims)
          : fitNetworkClassifier(id, labelled(training), labelled(validation), dims, this.seed, this.network),
        signal,
      );
    const tested: Classifier[] = [];
    for (const id of FITTED_CLASSIFIERS) {
      if (id === 'embedding' && !this.coded) continue;
      tested.push(await fit(id, this.materialOf(id).set));
      yield progress(FIT_STEPS);
    }
    const used = tested.reduce((best, one) => (one.validationLoss < best.validationLoss ? one : best));
    const again = await fit(used.id, this.materialOf(used.id).again.set);
    yield progress(FIT_STEPS);
    return (this.#fitted = { tested, used, again });
  }

  async #bgNbd(
    view: View,
    tested: Described,
    rows: Uint32Array,
    { days, cut, horizonDays }: Context,
    signal?: AbortSignal,
  ): Promise<Scored | null> {
    if (this.target !== 'purchase') return null;
    const { training } = this.features.set;
    const strangers = Uint32Array.from(training.buyer.keys()).filter((row) => training.buyer[row] === 0);
    const otherwise = meanOf(Uint8Array.from(strangers, (row) => training.purchase[row]!));
    const p = await probabilitiesOfBuyers(days, tested.users, cut, horizonDays, Number.isNaN(otherwise) ? 0 : otherwise, signal);
    return p && { id: 'bg-nbd', p: probabilityOf(view, p, rows), threshold: null };
  }
}

/** How far the work is, one step or `weight` of them further. */
export type Tell = (weight?: number) => Progress;

/** What fitting a classifier takes beside other steps. */
const FIT_STEPS = 5;

/** Steps that {@link Problem} tells of while it fits. */
export const fittingSteps = (coded: boolean): number => (coded ? 4 : 3) * FIT_STEPS;

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
