import type * as Comlink from 'comlink';
import type { Categories } from '../../workers/protocol/categories';
import type { Demand } from '../../workers/protocol/demand';
import type { Outcomes } from '../../workers/protocol/outcomes';
import type { EngineApi, Reply } from '../../workers/protocol/engine';
import type { Recipe } from '../../workers/protocol/recipe';
import type { NetworkRecipe } from '../../workers/protocol/training-recipe';
import type { Predictions } from '../../workers/protocol/predictions';
import { report } from './actions';
import { changeSettings } from './actions/settings';
import { noted, useAsked, type Ask, type Asked } from './asked';
import { engine } from './engine';
import { useWorkbench, type Run } from './store';

const askPurchases: Ask<Predictions> = (remote, job, follow) => remote.predict(job, follow);

const askOutcomes = noted<Outcomes>((remote, job, follow) => remote.predictOutcomes(job, follow));
const askCategories = noted<Categories>((remote, job, follow) => remote.predictCategories(job, follow));
const askDemand: Ask<Demand> = (remote, job, follow) => remote.predictDemand(job, follow);

const horizonOf = (run: Run): number | null => run.result.recipe.predict?.horizonDays ?? null;

/** What users will buy, computed while the run is on the screen. */
export const usePredictions = (run: Run): Asked<Predictions> => useAsked(run, askPurchases);

/** Whether users will buy, come back or stay away; computed on demand. */
export const useOutcomes = (run: Run): Asked<Outcomes> =>
  useAsked(run, askOutcomes, { auto: false, variant: JSON.stringify(run.result.recipe.predict) });

/** Which category users will choose next. */
export const useCategories = (run: Run): Asked<Categories> => useAsked(run, askCategories, { variant: horizonOf(run) });

/** What will be bought in the coming weeks. */
export const useDemand = (run: Run): Asked<Demand> =>
  useAsked(run, askDemand, { variant: JSON.stringify(run.result.recipe.predict?.network) });

/** The days ahead that outcomes and next categories are for, of the run on the screen and of those to come. True if they are so now. */
export const chooseHorizon = (horizonDays: number): Promise<boolean> =>
  choose({ horizonDays }, (remote) => remote.chooseHorizon(horizonDays));

/** How the networks that foresee outcomes and value are trained, likewise. */
export const chooseNetwork = (network: NetworkRecipe): Promise<boolean> => choose({ network }, (remote) => remote.chooseNetwork(network));

async function choose(
  part: Partial<NonNullable<Recipe['predict']>>,
  ask: (remote: Comlink.Remote<EngineApi>) => Promise<Reply<null>>,
): Promise<boolean> {
  try {
    await engine.call(ask);
    const { run } = useWorkbench.getState();
    const predict = { horizonDays: null, ...run?.result.recipe.predict, ...part };
    changeSettings({ predict });
    if (run) useWorkbench.setState({ run: { ...run, result: { ...run.result, recipe: { ...run.result.recipe, predict } } } });
    return true;
  } catch (error) {
    report(error);
    return false;
  }
}
