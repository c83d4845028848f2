import * as v from 'valibot';
import type { BackendChoice } from '../../protocol/backend';
import type { EngineApi, ProgressListener } from '../../protocol/engine';
import { AppError } from '../../protocol/errors';
import { RecipeSchema, type Recipe } from '../../protocol/recipe';
import { throttled } from '../jobs';
import { comparedMethods, runStages, withK, withSeedStability, withStability, withTrack } from '../run';
import type { Session } from '../session';
import { sizesOf } from '../sizes';
import { reseeded, succeeded } from '../succession';
import { segmentsView, trackView } from '../views';

/** What makes a run of the file that is open, or another one of a run. */
export function buildApi(session: Session) {
  return {
    build(job: string, recipe: Recipe, choice: BackendChoice, onProgress: ProgressListener) {
      return session.job(job, async (signal) => {
        const opened = session.requireOpened();
        const checked = checkedRecipe(recipe);
        await session.probe(choice);
        const before = session.run;
        // What an update kept was not made from these events alone, and what was put back has one number of segments: neither is a part of a run from nothing.
        const reusable = before?.kind === 'assign' || before?.kind === 'tune' || before?.putBackAt !== undefined ? null : before;
        const heldK = before && reseeded(before, opened, checked) ? before.segmentation.k : null;
        const made = await runStages(opened, checked, session.devices(), reusable, throttled(onProgress), signal, heldK);
        const again = before?.opened === opened && (before.kind !== 'build' || heldK !== null);
        session.run = again ? succeeded(before, { ...made, kind: 'rebuild' }).run : made;
        return session.view(session.run);
      });
    },

    measureSizes(job: string, recipe: Recipe, choice: BackendChoice, budgetSeconds: number, onProgress: ProgressListener) {
      return session.job(job, async (signal) => {
        const opened = session.requireOpened();
        const checked = checkedRecipe(recipe);
        await session.probe(choice);
        const devices = { tables: session.tables, timer: session.models };
        return sizesOf(opened, checked, devices, session.run, budgetSeconds, throttled(onProgress), signal);
      });
    },

    completeStability(job: string, onProgress: ProgressListener) {
      return session.job(job, async (signal) => {
        const before = session.requireRun();
        const run = await withStability(before, session.devices(), throttled(onProgress), signal);
        if (session.run === before) session.run = run;
        return run.clusterings.validity;
      });
    },

    completeSeedStability(job: string, onProgress: ProgressListener) {
      return session.job(job, async (signal) => {
        const before = session.requireRun();
        const run = await withSeedStability(before, session.devices(), throttled(onProgress), signal);
        if (session.run === before) session.run = run;
        const { validity, basis } = run.clusterings;
        return { validity, basis };
      });
    },

    compareMethods(job: string, onProgress: ProgressListener) {
      return session.job(job, (signal) => comparedMethods(session.requireRun(), session.devices(), throttled(onProgress), signal));
    },

    chooseK(job: string, k: number | null, onProgress: ProgressListener) {
      return session.job(job, async (signal) => {
        const before = session.requireRun();
        const made = await withK(before, k, throttled(onProgress), signal);
        // Names that were given before an update stay with the users that they were given to.
        const named = before.kind !== 'build' && made.segmentation.k !== before.segmentation.k;
        session.run = named ? succeeded(before, made).run : made;
        return { segments: segmentsView(session.run, session.findings.known(session.run)), ...trackView(session.run) };
      });
    },

    retrack(job: string, track: Recipe['track'], onProgress: ProgressListener) {
      return session.job(job, async (signal) => {
        session.run = await withTrack(session.requireRun(), track, throttled(onProgress), signal);
        return trackView(session.run);
      });
    },
  } satisfies Partial<EngineApi>;
}

function checkedRecipe(recipe: Recipe): Recipe {
  const checked = v.safeParse(RecipeSchema, recipe);
  if (!checked.success) throw new AppError('recipe-invalid', { detail: v.summarize(checked.issues) });
  return checked.output;
}
