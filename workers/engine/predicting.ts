import { inlineCompute } from '../cluster/compute';
import { startingCentres } from '../cluster/starting-centres';
import type { Group, Trainer } from '../encode';
import type { UserColumn } from '../export';
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
  valueFor,
  type ChoiceForecastResult,
  type ForecastResult,
  type OutcomeForecasts,
} from '../predict';
import type { Categories } from '../protocol/categories';
import type { Demand } from '../protocol/demand';
import type { UserOutcome, UserRow, UserValue } from '../protocol/engine';
import type { Outcomes } from '../protocol/outcomes';
import type { Predictions } from '../protocol/predictions';
import type { Progress } from '../protocol/progress';
import type { Recipe } from '../protocol/recipe';
import type { RunForecasts } from '../protocol/runs';
import { defaultNetwork, type NetworkRecipe } from '../protocol/training-recipe';
import { Kept, type Listener } from './kept';
import { askedK, type RunState } from './run';
import { testedChoices, testedDemand, testedOutcome, testedSpending } from './tested-forecasts';

const networkRecipe = ({ predict }: Recipe): NetworkRecipe => predict?.network ?? defaultNetwork();
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
    (recipe) => [recipe.seed, networkRecipe(recipe)],
    (events, recipe, signal) => forecastDemand(events, networkRecipe(recipe), recipe.seed, signal),
  );
  readonly #outcomes: Kept<OutcomeForecasts>;

  /** @param trainer of encoders */
  constructor(trainer: Trainer) {
    const coded = (recipe: Recipe, signal: AbortSignal) =>
      recipe.encoder.kind === 'none' ? null : { recipe: recipe.encoder, trainer, group: grouping(recipe, signal) };
    this.#outcomes = new Kept<OutcomeForecasts>(
      (recipe) => {
        const { seed, features } = recipe;
        return [
          seed,
          horizonOf(recipe),
          networkRecipe(recipe),
          features.exclude,
          features.sessionGapMinutes,
          features.winsor,
          recipe.encoder.kind === 'none' ? null : recipe.encoder,
          recipe.encoder.kind === 'idec' ? [askedK(recipe), recipe.clustering] : null,
        ];
      },
      (events, recipe, signal) => forecastOutcomes(events, recipe, recipe.seed, coded(recipe, signal), signal),
    );
  }

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

  /**
   * Computes what screens show without being asked, unless it is known, and waits for outcomes that were asked for: what is told of users afterwards does not
   * depend on when it is told.
   *
   * @param demand with that of the categories
   * @throws AppError `cancelled`
   */
  async complete(run: RunState, demand: boolean, onProgress: Listener, signal: AbortSignal): Promise<void> {
    const parts: readonly Kept<unknown>[] = [
      this.#purchases,
      this.#categories,
      ...(demand ? [this.#demand] : []),
      ...(this.#outcomes.asked(run) ? [this.#outcomes] : []),
    ];
    for (const [i, part] of parts.entries()) {
      const within = ({ done, total }: Progress) => onProgress({ stage: 'predict', done: i + done / total, total: parts.length });
      await part.of(run, within, signal);
    }
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
    const spending = outcomes && testedSpending(outcomes);
    const choices = this.#categories.known(run);
    const categories = choices && testedChoices(choices);
    const weeks = this.#demand.known(run);
    const demand = weeks && testedDemand(weeks);
    return {
      purchases: purchases ? { days: purchases.horizonDays, mae: purchases.backTest.purchases.mae } : null,
      outcomes: outcomes ? { days: outcomes.horizonDays, figures: outcomes.outcomes.flatMap(testedOutcome) } : null,
      ...(spending && { spending }),
      ...(categories && { categories }),
      ...(demand && { demand }),
    };
  }

  /** What is predicted of the user of a row, as far as it is known. */
  ofUser(run: RunState, row: number): Pick<UserRow, 'outcomes' | 'nextChoices' | 'value'> {
    const choices = this.#categories.known(run)?.forecasts;
    const likely = choices ? likelyFor(choices, run.matrix.userIndex[row]!) : [];
    const value = this.#valueOf(run, row);
    return {
      outcomes: this.#outcomesOf(run, row),
      ...(value === null ? {} : { value }),
      ...(likely.length > 0 ? { nextChoices: likely } : {}),
    };
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

  #valueOf(run: RunState, row: number): UserValue | null {
    const forecasts = this.#outcomes.known(run)?.forecasts;
    const expected = forecasts ? valueFor(forecasts, run.matrix.userIndex[row]!) : null;
    return expected === null ? null : { horizonDays: forecasts!.horizonDays, expected };
  }

  /**
   * Columns of an export of users, by row: `expected_purchases_90d` and the like by the classical models, `next_category` and its probability, and what was asked for:
   * `p_purchase_30d` and the like, `network_value_30d`.
   */
  columns(run: RunState): readonly UserColumn[] {
    return [...this.#purchaseColumns(run), ...this.#choiceColumns(run), ...this.#outcomeColumns(run)];
  }

  #purchaseColumns(run: RunState): readonly UserColumn[] {
    const forecast = this.#purchases.known(run)?.forecast;
    if (!forecast) return [];
    const { horizonDays, customers, fitted } = forecast;
    const customerOf = new Map(Array.from(customers.user, (user, customer) => [user, customer]));
    const column = (id: string, of: Float64Array): UserColumn => ({
      id,
      value: (row) => of[customerOf.get(run.matrix.userIndex[row]!) ?? -1] ?? null,
    });
    return [
      column('p_active', fitted.alive),
      column(`expected_purchases_${horizonDays}d`, fitted.purchases),
      ...(fitted.value ? [column(`expected_value_${horizonDays}d`, fitted.value)] : []),
    ];
  }

  #outcomeColumns(run: RunState): readonly UserColumn[] {
    const forecasts = this.#outcomes.known(run)?.forecasts;
    if (!forecasts) return [];
    const { userIndex } = run.matrix;
    const { horizonDays } = forecasts;
    const probabilities = forecasts.outcomes
      .filter(({ none }) => none === null)
      .map((outcome) => ({
        id: `p_${outcome.kind.replace('-', '_')}_${horizonDays}d`,
        value: (row: number) => probabilityFor(forecasts, outcome, userIndex[row]!),
      }));
    if (!forecasts.spending) return probabilities;
    return [...probabilities, { id: `network_value_${horizonDays}d`, value: (row) => valueFor(forecasts, userIndex[row]!) }];
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

/** Finds the clusters that an encoder is trained together with, in this thread: the pool holds the users of the result on the screens. */
function grouping(recipe: Recipe, signal: AbortSignal): Group {
  const compute = inlineCompute();
  const clustering = { ...recipe.clustering, k: askedK(recipe) };
  return (alone) => startingCentres(alone, clustering, recipe.seed, compute, compute, signal);
}

function summed<Result, View>(
  bySegment: (result: Result, userIndex: Uint32Array, labels: Int32Array, numbers: readonly number[]) => View,
  result: Result,
  { matrix, segmentation, numbers }: RunState,
): View {
  return bySegment(result, matrix.userIndex, segmentation.labels, numbers);
}
