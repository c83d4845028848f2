import '@tensorflow/tfjs-backend-wasm';
import { setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { inlineCompute } from '../../../workers/cluster/compute';
import { startingCentres } from '../../../workers/cluster/starting-centres';
import { encode, rowsOf, tuneEncoder, type Group, type Rows } from '../../../workers/encode';
import { trainSequence } from '../../../workers/encode/sequence/train-sequence';
import { trainDense } from '../../../workers/encode/train-dense';
import type { Checkpoint, SequenceRequest, Trainer, TrainRequest } from '../../../workers/encode/trainer';
import { extractFeatures } from '../../../workers/features';
import { KeptCheckpoints, mostEpochs, requestKey } from '../../../workers/gpu/kept-checkpoints';
import { defaultEncoder, type EncoderRecipe, type StoppedRecipe } from '../../../workers/protocol/encoder-recipe';
import { AppError } from '../../../workers/protocol/errors';
import type { Embedding } from '../../../workers/protocol/model';
import { drive, type Progress } from '../../../workers/protocol/progress';
import { defaultRecipe } from '../../../workers/protocol/recipe';
import { plantedWords } from '../../fixtures/planted-words';
import { localTrainer } from '../../fixtures/local-trainer';

/** Trains as the host of the model worker does: what was learned is held, and a request that differs in its end alone goes on from there. */
function holding() {
  const kept = new KeptCheckpoints();
  const epochs: number[] = [];
  async function run<Trained>(
    request: TrainRequest | SequenceRequest,
    begin: (resume: Checkpoint | null) => AsyncGenerator<Checkpoint, Trained, void>,
    onEpoch: Parameters<Trainer['train']>[1],
  ): Promise<Trained> {
    const key = requestKey(request);
    const resume = kept.find(key, mostEpochs(request), 'wasm');
    epochs.push(0);
    const told = (checkpoint: Checkpoint) => {
      const { epoch, trainingLoss, validationLoss } = checkpoint;
      onEpoch({ epoch, trainingLoss: trainingLoss.at(-1)!, validationLoss: validationLoss.at(-1)!, backend: 'wasm' });
    };
    if (resume) told(resume);
    for (const stage = begin(resume); ;) {
      const step = await stage.next();
      if (step.done) return step.value;
      epochs[epochs.length - 1]!++;
      kept.put(key, step.value, 'wasm');
      told(step.value);
      // Time for whoever listens to stop it.
      await new Promise((resolve) => setTimeout(resolve));
      if (cancelled()) throw new AppError('cancelled');
    }
  }
  let cancelled = () => false;
  const trainer: Trainer = {
    train: (request, onEpoch) => run(request, (resume) => trainDense(request, resume), onEpoch),
    trainSequence: (request, onEpoch) => run(request, (resume) => trainSequence(request, resume), onEpoch),
  };
  return { trainer, epochs, cancelWhen: (of: () => boolean) => (cancelled = of) };
}

const { events } = plantedWords('searches', 120, 2);
const SMALL = {
  fused: {
    ...defaultEncoder('fused'),
    epochs: 6,
    code: 4,
    hidden: [8],
    sequence: { architecture: 'gru', steps: 16, width: 16, layers: 1, masking: 0 },
  },
  gru: { ...defaultEncoder('gru'), epochs: 6, code: 4, sequence: { steps: 16, width: 16, layers: 1, masking: 0 } },
  idec: { ...defaultEncoder('idec'), epochs: 4, code: 4, hidden: [8], joint: { gamma: 0.1, interval: 2, change: 0, steps: 12 } },
} as const satisfies Record<string, EncoderRecipe>;

async function told(): Promise<{ rows: Rows; ids: string[] }> {
  const matrix = await drive(extractFeatures(events, defaultRecipe({} as never).features));
  return { rows: rowsOf(events, matrix), ids: Array.from(matrix.userIndex, (user) => events.userIds[user]!) };
}

const group: Group = (embedding) => {
  const compute = inlineCompute();
  return startingCentres(embedding, { ...defaultRecipe({} as never).clustering, k: 3, restarts: 2 }, 1, compute, compute);
};

async function embedded(recipe: EncoderRecipe, trainer: Trainer, onProgress?: (progress: Progress) => void): Promise<Embedding> {
  const { rows, ids } = await told();
  return drive(encode(rows, ids, recipe, 1, trainer, undefined, group), onProgress);
}

beforeAll(async () => {
  expect(await setBackend('wasm')).toBe(true);
});

describe('a training in parts that was stopped', () => {
  const cases: [
    name: string,
    kind: keyof typeof SMALL,
    at: (figures: NonNullable<Progress['figures']>) => boolean,
    stopped: StoppedRecipe,
  ][] = [
    ['while events were read', 'fused', ({ part, epoch }) => part === 'reading' && epoch === 2, { reading: 2 }],
    ['while both were joined', 'fused', ({ part, epoch }) => part === undefined && epoch === 3, { joining: 3 }],
    // Two epochs of two would have less noise on the codes than two of six.
    ['while events were read alone', 'gru', ({ epoch }) => epoch === 2, { reading: 2 }],
    ['together with segments', 'idec', ({ round }) => round === 2, { rounds: 2 }],
  ];

  it.each(cases)(
    '%s, is made do with: it ends there without another epoch, as it does from scratch',
    async (_name, kind, at, stopped) => {
      const { trainer, epochs, cancelWhen } = holding();
      let seen = false;
      cancelWhen(() => seen);
      const stop = embedded(SMALL[kind], trainer, ({ figures }) => (seen ||= figures !== undefined && at(figures)));
      await expect(stop).rejects.toMatchObject({ code: 'cancelled' });
      cancelWhen(() => false);
      const before = epochs.length;
      const recipe = { ...SMALL[kind], stopped };
      const made = await embedded(recipe, trainer);
      // Reading and joining; the autoencoder alone and both together. What comes after the part that was stopped is trained.
      const [first, ...second] = epochs.slice(before);
      expect(first).toBe(0);
      expect(second.map((done) => done > 0)).toEqual(kind === 'gru' ? [] : [kind === 'fused' && 'reading' in stopped]);
      const afresh = await embedded(recipe, localTrainer);
      expect(made.data).toEqual(afresh.data);
      expect(made.encoder).toEqual(afresh.encoder);
      const { training } = made;
      if (stopped.reading) expect((training!.reading ?? training!).trainingLoss).toHaveLength(stopped.reading);
      if (stopped.joining) expect(training!.trainingLoss).toHaveLength(stopped.joining);
      if (stopped.rounds) expect(training!.joint!.changed).toHaveLength(stopped.rounds);
    },
    60_000,
  );

  it('is not gone on with from beyond its end, and does not hold where a later training goes on', async () => {
    const { trainer, epochs } = holding();
    const whole = await embedded(SMALL.idec, trainer);
    const rounds = whole.training!.joint!.changed.length;
    expect(rounds).toBe(6);
    const before = epochs.length;
    const two = await embedded({ ...SMALL.idec, stopped: { rounds: 2 } }, trainer);
    expect(epochs.slice(before)).toEqual([0, 2]);
    expect(two.training!.joint!.changed).toEqual(whole.training!.joint!.changed.slice(0, 2));
    const { rows, ids } = await told();
    const tuned = await drive(tuneEncoder(two, rows, ids, { ...SMALL.idec, stopped: { rounds: 1 } }, 1, localTrainer));
    // A quarter of the recipe's steps: 3 of them, two a round.
    expect(tuned.training!.joint!.changed).toHaveLength(2);
  }, 60_000);
});
