import { canonicalJson } from '../math/canonical-json';
import { AppError } from '../protocol/errors';
import type { Recipe } from '../protocol/recipe';
import type { ImportedRun, RunForecasts, RunInfo, RunList } from '../protocol/runs';
import { readShelf, RunLibrary, writeShelf, type Found, type KeptRun, type Unread } from '../runs';
import { defaultNetwork } from '../protocol/training-recipe';
import type { Parts } from '../store';
import { hindranceOf } from './put-back';
import { runRecord, shareUsers } from './run-record';
import type { Opened, RunState } from './run';

/** A file as it is known after a workspace was closed and opened again. */
const keyOf = ({ file: { name, lastModified } }: Opened): string => JSON.stringify([name, lastModified]);

/** The runs of the file that is open, the one on the screen among them. */
export class Runs {
  readonly library = new RunLibrary();
  #file: string | null = null;
  #lost = 0;
  #unread: Unread | undefined;

  /**
   * @param findings what is known by now of what was asked for, segments by label
   * @param forecasts what is known of predictions by now; null: what was known of the run stays
   */
  follow(run: RunState, findings: Found, forecasts: RunForecasts | null = null): void {
    const file = keyOf(run.opened);
    if (file !== this.#file) {
      // Another file is another workspace.
      this.library.replace([]);
      this.#file = file;
      this.#lost = 0;
      this.#unread = undefined;
    }
    const { runs } = this.library;
    this.library.follow(runRecord(run, mergedForecasts(knownForecasts(run, runs), forecasts), findings, runs));
  }

  /** What the person called the segments of the run on the screen, by number. */
  noteTyped(typed: Readonly<Record<number, string>>): void {
    const current = this.library.view().find((run) => run.current);
    if (!current) return;
    const segments = current.segments.map((segment) => ({ ...segment, typed: typed[segment.number] ?? null }));
    if (segments.some((segment, i) => segment.typed !== current.segments[i]!.typed)) this.library.change(current.id, { segments });
  }

  /** What to keep with a file. @param found what was kept with it by another engine: its runs come before those that there are here */
  shelf(opened: Opened, found: Parts | null = null): Parts {
    if (keyOf(opened) !== this.#file) return found ?? {};
    if (found) {
      const { runs, unread } = readShelf(found);
      this.library.putBefore(runs);
      this.#unread = unread;
    }
    return writeShelf(this.library.runs, this.#unread);
  }

  /** What was kept with a file; null: nothing. */
  restore(opened: Opened | null, found: Parts): void {
    const { runs, lost, unread } = readShelf(found);
    this.library.replace(runs);
    this.#unread = unread;
    this.#file = opened && keyOf(opened);
    this.#lost = lost;
    if (opened) for (const { users } of runs) shareUsers(opened.ingested.events.userIds, users);
  }

  /**
   * A file that was read and not built yet has no list: that of the result on the screens stays until then, and a change of it would be kept with neither file.
   *
   * @param opened the file last read
   * @throws AppError `runs-other-file` where the list is of another one
   */
  checkOf(opened: Opened): void {
    if (keyOf(opened) !== this.#file) throw new AppError('runs-other-file');
  }

  /** A run that came with a file joins the list. @throws AppError as {@link checkOf} */
  import(run: KeptRun, opened: Opened): ImportedRun {
    this.checkOf(opened);
    const { events } = opened.ingested;
    const ids = new Set(events.userIds);
    this.library.put(run);
    return { id: run.summary.id, users: run.summary.users, known: run.users.ids.filter((id) => ids.has(id)).length };
  }

  /** The workspace was left. */
  clear(): void {
    this.library.replace([]);
    this.#file = null;
    this.#lost = 0;
    this.#unread = undefined;
  }

  /** @param opened the file last read */
  view(opened: Opened): RunList {
    const ofOther = keyOf(opened) !== this.#file;
    const runs = this.library.view().map((info): RunInfo => {
      const hindrance = info.current ? null : ofOther ? 'run-other-file' : hindranceOf(this.library.find(info.id), opened);
      return { ...info, hindrance };
    });
    return { runs, lost: this.#lost, ofOther };
  }
}

/**
 * What is known of the predictions of a run: of outcomes and spending, by the networks that its recipe says, over its horizon; of next categories over that, of demand by those.
 */
function knownForecasts({ madeAt, recipe }: RunState, runs: readonly KeptRun[]): RunForecasts {
  const ofRun = runs.map(({ summary }) => summary).filter(({ at, imported }) => at === madeAt && !imported);
  const purchases = ofRun.find(({ forecasts }) => forecasts.purchases)?.forecasts.purchases ?? null;
  const known = <Key extends keyof RunForecasts>(key: Key, by: (recipe: Recipe) => string) =>
    ofRun.find((one) => one.forecasts[key] && by(one.recipe) === by(recipe))?.forecasts[key];
  const ofOutcomes = (one: Recipe) => horizonOf(one) + networkOf(one);
  const spending = known('spending', ofOutcomes);
  const categories = known('categories', horizonOf);
  const demand = known('demand', networkOf);
  return {
    purchases,
    outcomes: known('outcomes', ofOutcomes) ?? null,
    ...(spending && { spending }),
    ...(categories && { categories }),
    ...(demand && { demand }),
  };
}

/** What of the recipe of a run its predictions depend on. */
const horizonOf = ({ predict }: Recipe) => canonicalJson([predict?.horizonDays ?? null]);
const networkOf = ({ predict }: Recipe) => canonicalJson([predict?.network ?? defaultNetwork()]);

/** Figures are computed one after the other, and after a reload not again: what was known stays. */
function mergedForecasts(before: RunForecasts, now: RunForecasts | null): RunForecasts {
  return { ...before, ...now, purchases: now?.purchases ?? before.purchases, outcomes: now?.outcomes ?? before.outcomes };
}
