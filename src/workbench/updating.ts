import { create } from 'zustand';
import type { FileLook } from '../../workers/protocol/engine';
import { fileSet, filesOfSet } from '../../workers/protocol/file-set';
import type { ExpectedSize, FilePreview } from '../../workers/protocol/ingest';
import type { HeaderMatch, UpdateProposal, UpdateStrength } from '../../workers/protocol/update';
import { cancelJob, dismissProblem, joinTable, openFile, report } from './actions';
import { jobsEnded, runJob } from './actions/jobs';
import { engine } from './engine';
import { heldFile, namesUnder, restored, settled, useKeeping, wentTo } from './keeping';
import { settingsOf } from './kept-page';
import { largeFile } from './large-file';
import { signatureOf } from './names';
import { isSure, knownMatches, readingTogether } from './renamed-columns';
import { useWorkbench } from './store';
import type { UpdateStep } from './update-step';

export interface UpdatingState {
  readonly step: UpdateStep | null;
  /** The result that was left by undo last, for as long as it can be had again. */
  readonly undone: string | null;
}

export const useUpdating = create<UpdatingState>()(() => ({ step: null, undone: null }));

const get = useWorkbench.getState;
const set = useWorkbench.setState;
const stepNow = () => useUpdating.getState().step;
const go = (step: UpdateStep | null) => useUpdating.setState({ step });

/** Files that were added since the page was opened. */
let added: readonly File[] = [];

/**
 * A file came while a result is on the screen. One that is being compared is let go for it.
 *
 * @param expected what adding it takes
 */
export function offerFile(file: File, expected: ExpectedSize | null = null): void {
  if (stepNow()?.kind === 'working') cancelJob();
  const { draft } = get();
  const open = draft ? [draft.file, ...added] : [];
  go({ kind: 'ask', file, same: open.some((other) => sameFile(other, file)), large: largeFile(expected) });
}

/** A table without events came while events are on the screen. */
export function offerTable(file: File, { preview, expected }: FileLook): void {
  go({ kind: 'ask-table', file, preview, large: largeFile(expected) });
}

/** Joins the table that was offered. The question stays where that fails. */
export async function joinOffered(kind: 'users' | 'items'): Promise<void> {
  const step = stepNow();
  if (step?.kind !== 'ask-table' || !step.preview.tables) return;
  if ((await joinTable(step.file, step.preview, step.preview.tables.mappings[kind])) && stepNow() === step) go(null);
}

function sameFile(a: File, b: File): boolean {
  return a.name === b.name && a.size === b.size && a.lastModified === b.lastModified;
}

export async function openAsAnother(): Promise<void> {
  const step = stepNow();
  go(null);
  await jobsEnded();
  if (step) await openFile(step.file);
}

/**
 * Opens the workspace's files and the one that was offered as one, of whose users a sample can be read. Asks about columns that are not there under a name that is
 * known, from the workspace or from files that were added to it. Where the files cannot be one the dialog stays and says why.
 *
 * @returns whether they are being opened
 */
export async function openTogether(): Promise<boolean> {
  const step = stepNow();
  const { draft } = get();
  if ((step?.kind !== 'ask' && step?.kind !== 'columns') || !draft) return false;
  const { file } = step;
  try {
    const held = await engine.call((remote) => remote.heldFiles());
    const renamed = [...(draft.mapping.reading?.renamed ?? []), ...held.renamed];
    const { preview, matches } = step.kind === 'columns' ? step : await findColumns(file);
    if (stepNow() !== step) return false;
    const known = step.kind === 'columns' ? matches : knownMatches(matches, preview, renamed);
    if (step.kind === 'ask' && !known.every(isSure)) {
      go({ kind: 'columns', file, preview, found: known, matches: known, together: true, asked: step });
      return false;
    }
    const reading = readingTogether(draft.mapping.reading, renamed, preview, known);
    const each = await Promise.all([...held.files, file].map(async (one) => (await filesOfSet(one)) ?? [one]));
    const set = fileSet(each.flat());
    // The dialog is the place to hear that they are no one table, with the other ways at hand.
    await runJob('preview', set.name, (job, _, signal) => engine.call((remote) => remote.preview(job, set, reading), { job, signal }));
    if (stepNow() !== step) return false;
    go(null);
    void openFile(set, { draft, reading });
    return true;
  } catch (error) {
    report(error);
    return false;
  }
}

export function findColumns(file: File) {
  return runJob('preview', file.name, (job, _, signal) => engine.call((remote) => remote.previewAppend(job, file), { job, signal }));
}

export function proposeUpdate(file: File, matches: readonly HeaderMatch[], strength: UpdateStrength | null): Promise<UpdateProposal> {
  return runJob('update', file.name, (job, onProgress, signal) =>
    engine.call((remote) => remote.proposeUpdate(job, file, matches, strength, get().backendChoice, onProgress), { job, signal }),
  );
}

/** Looks for the mapping's columns in the newer file; asks about those that are not there, else goes on. */
export async function addToWorkspace(): Promise<void> {
  const step = stepNow();
  if (step?.kind !== 'ask') return;
  const { file } = step;
  try {
    const { preview, matches, expected } = await findColumns(file);
    if (stepNow() !== step) return;
    const large = largeFile(expected);
    // It could not be looked into as it is; read as the workspace's files are, it can.
    if (large && !step.large) go({ ...step, large });
    else if (matches.every(isSure)) await propose(file, matches, null);
    else go({ kind: 'columns', file, preview, found: matches, matches, together: false, asked: step });
  } catch (error) {
    report(error);
  }
}

/** Asks about the columns of a file that the folder brought. */
export function askColumns(file: File, preview: FilePreview, matches: readonly HeaderMatch[]): void {
  go({ kind: 'columns', file, preview, found: matches, matches, together: false, asked: null });
}

/** Shows a comparison that the folder brought. */
export function showComparison(file: File, matches: readonly HeaderMatch[], proposal: UpdateProposal): void {
  go({ kind: 'compare', file, matches, proposal });
}

/** The person's word on where a column of the mapping is. A column stands for one at most. */
export function setMatch(index: number, column: number | null): void {
  const step = stepNow();
  if (step?.kind !== 'columns') return;
  const matches = step.matches.map((match, i) =>
    i === index ? { ...match, column } : match.column === column && column !== null ? { ...match, column: null } : match,
  );
  go({ ...step, matches });
}

/** @returns whether the files are being opened as one */
export async function confirmColumns(): Promise<boolean> {
  const step = stepNow();
  if (step?.kind !== 'columns') return false;
  if (step.together) return openTogether();
  await propose(step.file, step.matches, null);
  return false;
}

/** Back from the columns to the question, where the other ways are. */
export function askAgain(): void {
  const step = stepNow();
  if (step?.kind !== 'columns' || !step.asked) return;
  dismissProblem();
  go(step.asked);
}

/** The comparison under another strength. */
export async function chooseStrength(strength: UpdateStrength): Promise<void> {
  const step = stepNow();
  if (step?.kind === 'compare') await propose(step.file, step.matches, strength);
}

async function propose(file: File, matches: readonly HeaderMatch[], strength: UpdateStrength | null): Promise<void> {
  const before = stepNow();
  const working: UpdateStep = { kind: 'working', file, matches };
  go(working);
  try {
    const proposal = await proposeUpdate(file, matches, strength);
    if (stepNow() === working) go({ kind: 'compare', file, matches, proposal });
  } catch (error) {
    // A cancel goes back to where the person was: an earlier comparison, the columns, or the question.
    if (stepNow() === working) go(before);
    report(error);
  }
}

/** Closes the dialog, whatever it shows; work under way is cancelled first and goes back a step. */
export async function leaveUpdate(): Promise<void> {
  const step = stepNow();
  if (step?.kind === 'working') return cancelJob();
  go(null);
  dismissProblem();
  if (get().job?.kind === 'preview') cancelJob();
  await jobsEnded();
  if (step?.kind === 'compare') await engine.call((remote) => remote.discardUpdate()).catch(report);
}

/** What was compared takes the place of the result. */
export async function acceptUpdate(): Promise<boolean> {
  const step = stepNow();
  if (step?.kind !== 'compare') return false;
  const accepted = await takeOver(step.file, step.proposal);
  if (accepted) go(null);
  return accepted;
}

export async function takeOver(file: File, { after: result }: UpdateProposal): Promise<boolean> {
  try {
    // So that there is something to go back to.
    await settled();
    const { quality, seconds, files } = await engine.call((remote) => remote.acceptUpdate());
    const { draft } = get();
    added = [...added, file];
    set({
      // The files' bytes are those that the page holds; the engine's answer has copies of them.
      draft: draft && { ...draft, quality, readSeconds: seconds, files },
      run: {
        fileName: quality.fileName,
        quality,
        readSeconds: seconds,
        result,
        signature: signatureOf(quality, result.recipe, result.segments.k),
      },
      backend: result.backend,
      selection: null,
      hidden: new Set(),
    });
    useUpdating.setState({ undone: null });
    return true;
  } catch (error) {
    report(error);
    return false;
  }
}

/** Goes to another result of the workspace's history: back after an update, or forth again. */
export async function goToVersion(id: string): Promise<void> {
  // What has just been taken over is kept before it is left.
  await settled();
  const held = heldFile();
  if (!held) return;
  try {
    const { read, run, history } = await runJob('go-to', held.file.name, (job, _, signal) =>
      engine.call((remote) => remote.goToVersion(job, id), { job, signal }),
    );
    set(({ settings }) => ({
      ...restored(read, run, held),
      settings: run ? settingsOf(run.recipe) : settings,
      names: namesUnder(id),
      engineLost: false,
      selection: null,
      hidden: new Set(),
    }));
    wentTo(history);
    useUpdating.setState({ undone: null });
  } catch (error) {
    report(error);
  }
}

export async function undoUpdate(): Promise<void> {
  await settled();
  const { undo, current } = useKeeping.getState().history;
  if (undo === null) return;
  await goToVersion(undo);
  if (useKeeping.getState().history.current === undo) useUpdating.setState({ undone: current });
}

/** The update that was undone last, once more. */
export async function redoUpdate(): Promise<void> {
  const { undone } = useUpdating.getState();
  if (undone !== null) await goToVersion(undone);
}
