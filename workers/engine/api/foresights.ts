import type { EngineApi, ProgressListener, Reply } from '../../protocol/engine';
import type { WhomToRead } from '../../protocol/looks';
import type { Recipe } from '../../protocol/recipe';
import type { AssignmentRecipe, NetworkRecipe } from '../../protocol/training-recipe';
import { withAssignment } from '../assigning';
import { throttled } from '../jobs';
import { reply } from '../reply';
import type { Session } from '../session';

/** What is foreseen of the users of a run, and what its model looks at. */
export function foresightApi(session: Session) {
  return {
    predict(job: string, onProgress: ProgressListener) {
      return session.job(job, async (signal) => {
        const found = await session.predicting.purchases(session.requireRun(), throttled(onProgress), signal);
        session.noteFound();
        return found;
      });
    },

    predictOutcomes(job: string, onProgress: ProgressListener) {
      return session.job(job, async (signal) => {
        const found = await session.predicting.outcomes(session.requireRun(), throttled(onProgress), signal);
        session.noteFound();
        return found;
      });
    },

    predictCategories(job: string, onProgress: ProgressListener) {
      return session.job(job, async (signal) => {
        const found = await session.predicting.categories(session.requireRun(), throttled(onProgress), signal);
        session.noteFound();
        return found;
      });
    },

    predictDemand(job: string, onProgress: ProgressListener) {
      return session.job(job, async (signal) => {
        const found = await session.predicting.demand(session.requireRun(), throttled(onProgress), signal);
        session.noteFound();
        return found;
      });
    },

    completePredictions(job: string, report: boolean, onProgress: ProgressListener) {
      return session.job(job, async (signal) => {
        await session.predicting.complete(session.requireRun(), report, throttled(onProgress), signal);
        return null;
      });
    },

    chooseHorizon(horizonDays: number | null) {
      return choosePredict(session, { horizonDays });
    },

    chooseNetwork(network: NetworkRecipe) {
      return choosePredict(session, { network });
    },

    importances(job: string, onProgress: ProgressListener) {
      return session.job(job, async (signal) => {
        const looks = await session.explaining.importances(session.requireRun(), throttled(onProgress), signal);
        session.noteFound();
        return looks;
      });
    },

    readUser(whom: WhomToRead) {
      return reply(() => session.explaining.readUser(session.requireRun(), whom));
    },

    activations(layer: number | null) {
      return reply(() => session.explaining.activations(session.requireRun(), layer));
    },

    learnAssignment(job: string, assignment: AssignmentRecipe, onProgress: ProgressListener) {
      return session.job(job, async (signal) => {
        const before = session.requireRun();
        const run = withAssignment(before, assignment);
        const result = await session.assigning.of(run, session.models, throttled(onProgress), signal);
        if (session.run === before) session.run = run;
        return result;
      });
    },
  } satisfies Partial<EngineApi>;
}

function choosePredict(session: Session, part: Partial<NonNullable<Recipe['predict']>>): Promise<Reply<null>> {
  return reply(async () => {
    const run = session.requireRun();
    session.run = { ...run, recipe: { ...run.recipe, predict: { horizonDays: null, ...run.recipe.predict, ...part } } };
    return null;
  });
}
