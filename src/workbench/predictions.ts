import type { Outcomes } from '../../workers/protocol/outcomes';
import type { Predictions } from '../../workers/protocol/predictions';
import { report } from './actions';
import { changeSettings } from './actions/settings';
import { useAsked, type Ask, type Asked } from './asked';
import { engine } from './engine';
import { useWorkbench, type Run } from './store';

const askPurchases: Ask<Predictions> = (remote, job, follow) => remote.predict(job, follow);

/** Outcomes are told of each user, too, by screens that have nothing else to do with them. */
const askOutcomes: Ask<Outcomes> = async (remote, job, follow) => {
  const reply = await remote.predictOutcomes(job, follow);
  if (reply.ok) useWorkbench.setState(({ foreseen }) => ({ foreseen: foreseen + 1 }));
  return reply;
};

/** What users will buy, computed while the run is on the screen. */
export const usePredictions = (run: Run): Asked<Predictions> => useAsked(run, askPurchases);

/** Whether users will buy, come back or stay away; computed on demand. */
export const useOutcomes = (run: Run): Asked<Outcomes> =>
  useAsked(run, askOutcomes, { auto: false, variant: run.result.recipe.predict?.horizonDays ?? null });

/** The days ahead that outcomes are for, of the run on the screen and of those to come. */
export async function chooseHorizon(horizonDays: number): Promise<void> {
  try {
    await engine.call((remote) => remote.chooseHorizon(horizonDays));
    const predict = { horizonDays };
    changeSettings({ predict });
    const { run } = useWorkbench.getState();
    if (run) useWorkbench.setState({ run: { ...run, result: { ...run.result, recipe: { ...run.result.recipe, predict } } } });
  } catch (error) {
    report(error);
  }
}
