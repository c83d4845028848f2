import {
  bySegment,
  categoriesBySegment,
  forecastChoices,
  forecastDemand,
  forecastOutcomes,
  forecastPurchases,
  likelyFor,
  outcomesBySegment,
  probabilityFor,
  type ChoiceForecastResult,
  type ForecastResult,
  type OutcomeForecasts,
} from '../predict';
import type { EventTable } from '../protocol/events';
import type { Categories } from '../protocol/categories';
import type { Demand } from '../protocol/demand';
import type { UserOutcome, UserRow } from '../protocol/engine';
import type { ClassifierId, Outcomes } from '../protocol/outcomes';
import type { Predictions } from '../protocol/predictions';
import { drive, type Progress, type Stage } from '../protocol/progress';
import type { Recipe } from '../protocol/recipe';
import type { RunForecasts, RunOutcome } from '../protocol/runs';
import type { RunState } from './run';

type Listener = (progress: Progress) => void;

/** A result that depends on the events and a part of the recipe alone, kept as long as they are: segments come and go over it. */
class Kept<Result> {
  readonly #kept = new WeakMap<EventTable, { readonly key: string; readonly result: Result }>();

  /** @param keyOf the part of the recipe that it depends on */
  constructor(
    private readonly keyOf: (recipe: Recipe) => unknown,
    private readonly compute: (events: EventTable, recipe: Recipe, signal: AbortSignal) => Stage<Result>,
  ) {}

  async of({ opened, recipe }: RunState, onProgress: Listener, signal: AbortSignal): Promise<Result> {
    const { events } = opened.ingested;
    const key = JSON.stringify(this.keyOf(recipe));
    const kept = this.#kept.get(events);
    if (kept?.key === key) return kept.result;
    const result = await drive(this.compute(events, recipe, signal), onProgress);
    this.#kept.set(events, { key, result });
    return result;
  }

  known({ opened, recipe }: RunState): Result | null {
    const kept = this.#kept.get(opened.ingested.events);
    return kept?.key === JSON.stringify(this.keyOf(recipe)) ? kept.result : null;
  }
}

const horizonOf = ({ predict }: Recipe): number | null => predict?.horizonDays ?? null;

/** Null where it was not computed yet. */
export interface KnownPredictions {
  readonly predictions: Predictions | null;
  readonly outcomes: Outcomes | null;
  readonly categories: Categories | null;
  readonly demand: Demand | null;
}

/** What users will do after the file ends. */
export class Predicting {
  readonly #purchases = new Kept<ForecastResult>(
    ({ seed }) => seed,
    (events, { seed }, signal) => forecastPurchases(events, seed, signal),
  );
  readonly #categories = new Kept<ChoiceForecastResult>(
    (recipe) => [recipe.seed, horizonOf(recipe)],
    (events, recipe, signal) => forecastChoices(events, horizonOf(recipe), recipe.seed, signal),
  );
  readonly #demand = new Kept<Demand>(
    ({ seed }) => seed,
    (events, { seed }, signal) => forecastDemand(events, seed, signal),
  );
  readonly #outcomes = new Kept<OutcomeForecasts>(
    ({ seed, predict, features }) => [seed, predict, features.exclude, features.sessionGapMinutes, features.winsor],
    (events, recipe, signal) => forecastOutcomes(events, recipe, recipe.seed, signal),
  );

  /** @throws AppError `cancelled` */
  async purchases(run: RunState, onProgress: Listener, signal: AbortSignal): Promise<Predictions> {
    return summed(bySegment, await this.#purchases.of(run, onProgress, signal), run);
  }

  /** @throws AppError `cancelled` */
  async outcomes(run: RunState, onProgress: Listener, signal: AbortSignal): Promise<Outcomes> {
    return summed(outcomesBySegment, await this.#outcomes.of(run, onProgress, signal), run);
  }

  /** @throws AppError `cancelled` */
  async categories(run: RunState, onProgress: Listener, signal: AbortSignal): Promise<Categories> {
    return summed(categoriesBySegment, await this.#categories.of(run, onProgress, signal), run);
  }

  /** @throws AppError `cancelled` */
  demand(run: RunState, onProgress: Listener, signal: AbortSignal): Promise<Demand> {
    return this.#demand.of(run, onProgress, signal);
  }

  /** What was computed already, for the run report. */
  known(run: RunState): KnownPredictions {
    const purchases = this.#purchases.known(run);
    const outcomes = this.#outcomes.known(run);
    const categories = this.#categories.known(run);
    return {
      predictions: purchases && summed(bySegment, purchases, run),
      outcomes: outcomes && summed(outcomesBySegment, outcomes, run),
      categories: categories && summed(categoriesBySegment, categories, run),
      demand: this.#demand.known(run),
    };
  }

  /** How good what was computed already is, for the list of runs. */
  tested(run: RunState): RunForecasts {
    const purchases = this.#purchases.known(run)?.forecast;
    const outcomes = this.#outcomes.known(run)?.forecasts;
    return {
      purchases: purchases ? { days: purchases.horizonDays, mae: purchases.backTest.purchases.mae } : null,
      outcomes: outcomes ? { days: outcomes.horizonDays, figures: outcomes.outcomes.flatMap(testedOutcome) } : null,
    };
  }

  /** What is predicted of the user of a row, as far as it is known. */
  ofUser(run: RunState, row: number): Pick<UserRow, 'outcomes' | 'nextChoices'> {
    const choices = this.#categories.known(run)?.forecasts;
    const likely = choices ? likelyFor(choices, run.matrix.userIndex[row]!) : [];
    return { outcomes: this.#outcomesOf(run, row), ...(likely.length > 0 ? { nextChoices: likely } : {}) };
  }

  /** Those that are not predicted are left out. */
  #outcomesOf(run: RunState, row: number): UserOutcome[] {
    const forecasts = this.#outcomes.known(run)?.forecasts;
    if (!forecasts) return [];
    const user = run.matrix.userIndex[row]!;
    return forecasts.outcomes.flatMap((outcome) => {
      const probability = probabilityFor(forecasts, outcome, user);
      return probability === null ? [] : [{ kind: outcome.kind, horizonDays: forecasts.horizonDays, probability }];
    });
  }

  /** Columns of an export of users: `p_purchase_30d` and the like, `next_category` and its probability, by row. */
  columns(run: RunState): readonly UserColumn[] {
    return [...this.#outcomeColumns(run), ...this.#choiceColumns(run)];
  }

  #outcomeColumns(run: RunState): readonly UserColumn[] {
    const forecasts = this.#outcomes.known(run)?.forecasts;
    if (!forecasts) return [];
    const { userIndex } = run.matrix;
    return forecasts.outcomes
      .filter(({ none }) => none === null)
      .map((outcome) => ({
        id: `p_${outcome.kind.replace('-', '_')}_${forecasts.horizonDays}d`,
        value: (row: number) => probabilityFor(forecasts, outcome, userIndex[row]!),
      }));
  }

  #choiceColumns(run: RunState): readonly UserColumn[] {
    const forecasts = this.#categories.known(run)?.forecasts;
    if (!forecasts) return [];
    const { userIndex } = run.matrix;
    const id = `next_${forecasts.tested.of}`;
    return [
      { id, value: (row) => likelyFor(forecasts, userIndex[row]!)[0]?.name ?? null },
      { id: `p_${id}`, value: (row) => likelyFor(forecasts, userIndex[row]!)[0]?.probability ?? null },
    ];
  }
}

/** The AUC of the model that predicts, beside that of BG/NBD, or of the other model. */
function testedOutcome({ kind, tested }: NonNullable<OutcomeForecasts['forecasts']>['outcomes'][number]): RunOutcome[] {
  if (!tested) return [];
  const aucOf = (id: ClassifierId) => tested.classifiers.find((classifier) => classifier.id === id)?.auc ?? null;
  const beside: ClassifierId = tested.used === 'network' ? 'logistic' : 'bg-nbd';
  return [{ kind, auc: aucOf(tested.used) ?? Number.NaN, baselineAuc: aucOf(beside) }];
}

interface UserColumn {
  readonly id: string;
  value(row: number): number | string | null;
}

function summed<Result, View>(
  bySegment: (result: Result, userIndex: Uint32Array, labels: Int32Array, numbers: readonly number[]) => View,
  result: Result,
  { matrix, segmentation, numbers }: RunState,
): View {
  return bySegment(result, matrix.userIndex, segmentation.labels, numbers);
}
