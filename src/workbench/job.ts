import type { Progress, StageId } from '../../workers/protocol/progress';

export type JobKind =
  | 'preview'
  | 'sample'
  | 'read'
  | 'build'
  | 'choose-k'
  | 'compare'
  | 'sizes'
  | 'assignment'
  | 'retrack'
  | 'put-back'
  | 'place'
  | 'rejected'
  | 'clean'
  | 'join'
  | 'update'
  | 'open-workspace'
  | 'save-workspace'
  | 'go-to';

export interface StageState {
  readonly done: number;
  readonly total: number;
  readonly startedAt: number;
  /** When it had come as far as `done`. */
  readonly doneAt: number;
  /** Where its pace is counted from: its first report, or where a training went on from. */
  readonly paceFrom: { readonly at: number; readonly done: number };
  readonly finishedAt: number | null;
}

/** The work under way, as the screens show it. Times in ms of performance.now(). */
export interface Job {
  readonly id: string;
  readonly kind: JobKind;
  readonly startedAt: number;
  readonly fileName: string;
  readonly stages: Readonly<Partial<Record<StageId, StageState>>>;
  readonly current: StageId | null;
  readonly trainingLoss: readonly number[];
  readonly validationLoss: readonly number[];
  /** These losses are of the network that reads the events for a fused encoder. */
  readonly reading: boolean;
  /** k being clustered. */
  readonly k: number | null;
  readonly rows: number | null;
  /** Where training moved to, and why. */
  readonly moved: NonNullable<Progress['notice']> | null;
  readonly cancelling: boolean;
}

/** Stages that a job of this kind goes through, in order. */
export const JOB_STAGES: Readonly<Record<JobKind, readonly StageId[]>> = {
  preview: ['read'],
  sample: ['read'],
  read: ['read'],
  build: ['features', 'encode', 'cluster', 'project', 'portray', 'track'],
  'choose-k': ['portray', 'track'],
  compare: ['features', 'encode', 'cluster'],
  sizes: ['features', 'encode'],
  assignment: ['encode', 'predict'],
  retrack: ['track'],
  'put-back': ['features', 'encode', 'portray', 'track'],
  place: ['features', 'encode', 'cluster'],
  rejected: ['read'],
  clean: ['read'],
  join: ['read'],
  update: ['read', 'features', 'encode', 'cluster', 'project', 'portray', 'track'],
  'open-workspace': ['read'],
  'save-workspace': ['read'],
  'go-to': ['read'],
};

/** Rough shares of a run's time, measured on two cores without a GPU; only used to weigh stages in the time left. */
const WEIGHT: Readonly<Record<StageId, number>> = {
  read: 1,
  features: 4,
  encode: 40,
  cluster: 40,
  project: 1,
  portray: 1,
  track: 13,
  predict: 10,
  explain: 1,
};

export function startJob(id: string, kind: JobKind, fileName: string, now: number): Job {
  return {
    id,
    kind,
    startedAt: now,
    fileName,
    stages: {},
    current: null,
    trainingLoss: [],
    validationLoss: [],
    reading: false,
    k: null,
    rows: null,
    moved: null,
    cancelling: false,
  };
}

/** The job after one report. */
export function advanceJob(job: Job, progress: Progress, now: number): Job {
  const stages = { ...job.stages };
  if (job.current && job.current !== progress.stage) {
    const before = stages[job.current];
    if (before && before.finishedAt === null) stages[job.current] = { ...before, done: before.total, finishedAt: now };
  }
  const known = stages[progress.stage];
  stages[progress.stage] = stageAfter(known, progress, now);
  const { epoch, trainingLoss, validationLoss, part, rows, k } = progress.figures ?? {};
  // After a device loss training goes on from a checkpoint: epochs that are trained again replace their first figures, as the first epoch of a next part does.
  const place = (losses: readonly number[], loss: number | undefined) =>
    loss === undefined || epoch === undefined ? losses : [...losses.slice(0, epoch - 1), loss];
  return {
    ...job,
    stages,
    current: progress.stage,
    trainingLoss: place(job.trainingLoss, trainingLoss),
    validationLoss: place(job.validationLoss, validationLoss),
    reading: trainingLoss === undefined ? job.reading : part === 'reading',
    rows: rows ?? job.rows,
    k: k ?? job.k,
    moved: progress.notice ?? job.moved,
  };
}

function stageAfter(known: StageState | undefined, { stage, done, total }: Progress, now: number): StageState {
  // Epochs come one by one but for those that were done before a cancel, which come first.
  const jumped = known === undefined || (stage === 'encode' && known.done === 0 && known.paceFrom.done === 0 && done > 1);
  return {
    done,
    total,
    startedAt: known?.startedAt ?? now,
    doneAt: known?.done === done ? known.doneAt : now,
    paceFrom: jumped ? { at: now, done } : known.paceFrom,
    finishedAt: null,
  };
}

/** Fraction done of the whole job, 0…1. */
export function jobFraction(job: Job): number {
  const order = JOB_STAGES[job.kind];
  const total = order.reduce((sum, stage) => sum + WEIGHT[stage], 0);
  let done = 0;
  for (const stage of order) {
    const state = job.stages[stage];
    if (!state) continue;
    const part = state.finishedAt !== null ? 1 : state.total > 0 ? Math.min(1, state.done / state.total) : 0;
    done += WEIGHT[stage] * part;
  }
  return done / total;
}

/** Stages that took less say nothing of how long others will: their results were there from before. */
const MEASURED_MS = 20;

/**
 * Seconds left, or null while too little is known to say. A stage under way goes on at its own pace; those to come take what their weights say beside the stages that are over. Training is
 * no measure for these: how long it lasts is the encoder's affair, and so nothing is said before its first epoch.
 */
export function secondsLeft(job: Job, now: number): number | null {
  const whole = secondsLeftOf(jobFraction(job), { at: job.startedAt, fraction: 0 }, now);
  if (whole === null) return null;
  let own = 0;
  let ahead = 0;
  let weight = 0;
  let ms = 0;
  for (const stage of JOB_STAGES[job.kind]) {
    const state = job.stages[stage];
    if (state?.finishedAt != null) {
      const took = state.finishedAt - state.startedAt;
      if (stage === 'encode' || took < MEASURED_MS) continue;
      weight += WEIGHT[stage];
      ms += took;
    } else if (state && state.done >= state.total) continue;
    else if (state && state.done > state.paceFrom.done) {
      const pace = (state.doneAt - state.paceFrom.at) / (state.done - state.paceFrom.done);
      own += Math.max(0, pace * (state.total - state.done) - (now - state.doneAt)) / 1000;
    } else if (stage === 'encode' && state) return null;
    else ahead += WEIGHT[stage];
  }
  return weight === 0 ? whole : own + (ahead * ms) / weight / 1000;
}

/** The same of work that is at a fraction now and was at another at an earlier moment (ms of performance.now()). */
export function secondsLeftOf(fraction: number, since: { readonly at: number; readonly fraction: number }, now: number): number | null {
  const elapsed = (now - since.at) / 1000;
  const done = fraction - since.fraction;
  if (elapsed < 1 || done < 0.03) return null;
  return (elapsed * (1 - fraction)) / done;
}
