import { ready, setBackend } from '@tensorflow/tfjs-core';
import { learnFrom } from '../../workers/encode/autoencoder';
import { rowsInOrder } from '../../workers/encode/batch';
import { applyEncoder } from '../../workers/encode/dense';
import { DenseTrainer } from '../../workers/encode/dense-trainer';
import { beginning } from '../../workers/encode/epochs';
import { formOf } from '../../workers/encode/form';
import { ClusterCode } from '../../workers/encode/joint/cluster-code';
import { softAssignment, targetsOf } from '../../workers/encode/joint/targets';
import { behindEachOther, initialParameters, toDenseWeights } from '../../workers/encode/layers';
import { epochBatches } from '../../workers/encode/sequence/batches';
import { initialWeights } from '../../workers/encode/sequence/layout';
import { SequenceTrainer } from '../../workers/encode/sequence/sequence-trainer';
import type { Sequences } from '../../workers/encode/sequence/tokens';
import { Backlog } from '../../workers/gpu/backlog';
import { random, shuffle } from '../../workers/math/random';
import { quantileOf } from '../../workers/math/statistics';
import {
  DEFAULT_JOINT,
  defaultEncoder,
  defaultSequence,
  type FEATURE_ENCODERS,
  isSequenceEncoder,
} from '../../workers/protocol/encoder-recipe';
import type { SequenceEncoder, SequenceShape } from '../../workers/protocol/sequences';
import { findAdapter } from './dawn';

/** As in ../shared/reference/speed.py. */
const FEATURES = 32;
const ROWS_A_USER = 50_000 / 4000;
const ROWS_A_BATCH = 1024;
const STEPS = 32;
const USERS_A_BATCH = 256;
const WIDTH = 64;
/** The first field is what is foretold; the others stand for the rest of what a step is told by. */
const LEVELS = [64, 15, 8];
const HIDDEN = [64];
const CODE = 16;
const LEARNING_RATE = 0.001;
const SEED = 1;
/** Batches in a device's queue at most, as in training. */
const DENSE_IN_FLIGHT = 64;
const SEQUENCES_IN_FLIGHT = 4;

/** Share of the features that `denoising`, an autoencoder, restores unseen. */
const CORRUPTION = 0.3;
/** Dimensions of the texts that `fused` joins with features and codes. */
const TEXT = 16;

type FeatureEncoder = (typeof FEATURE_ENCODERS)[number];
type Row = FeatureEncoder | SequenceEncoder | 'denoising' | 'fused';

interface Training {
  readonly users: number;
  /** One pass over the users, done when it returns. @returns the mean loss */
  epoch(number: number): Promise<number>;
  dispose(): void;
}

/** Clusters that are trained together with the encoder. */
const CLUSTERS = 8;

function denseTraining(kind: FeatureEncoder, users: number, corruption = 0, features = FEATURES): Training {
  const rng = random(SEED, 'bench', 'blobs');
  const centres = Float32Array.from({ length: 8 * features }, () => rng.normal());
  const rows = new Float32Array(users * features);
  for (let u = 0; u < users; u++) {
    const centre = rng.int(8) * features;
    for (let f = 0; f < features; f++) rows[u * features + f] = centres[centre + f]! + rng.normal();
  }
  const encoder = { ...defaultEncoder(kind), hidden: HIDDEN, code: CODE, learningRate: LEARNING_RATE, corruption };
  const form = formOf(encoder, features);
  const start = initialParameters(form.shapes, SEED);
  const together = kind === 'idec' ? { layer: HIDDEN.length, bottleneck: new ClusterCode(CLUSTERS, CODE) } : form.between;
  const clusters = kind === 'idec' ? Float32Array.from({ length: CLUSTERS * CODE }, () => rng.normal()) : new Float32Array();
  const trainer = new DenseTrainer(form.shapes, encoder, beginning(behindEachOther(start, clusters)), together);
  const encoding = toDenseWeights(form.shapes, start).slice(0, HIDDEN.length + 1);
  const draws = {
    hiding: random(SEED, 'bench', 'hiding'),
    leaving: random(SEED, 'bench', 'dropout'),
    drawing: random(SEED, 'bench', 'noise'),
  };
  return {
    users,
    async epoch(number) {
      const order = Uint32Array.from({ length: users }, (_, u) => u);
      shuffle(order, random(SEED, 'bench', number));
      // Targets are set once in half a pass, or less often.
      const set =
        kind === 'idec' ? targetsOf(softAssignment(applyEncoder(encoding, rows, users), CODE, clusters, CLUSTERS), CLUSTERS) : null;
      const backlog = new Backlog(DENSE_IN_FLIGHT);
      for (let from = 0; from < users; from += ROWS_A_BATCH) {
        const picked = order.subarray(from, from + ROWS_A_BATCH);
        if (set) {
          const bottleneck = rowsInOrder(set.targets, CLUSTERS, picked);
          trainer.step(rowsInOrder(rows, features, picked), picked.length, { bottleneck, price: DEFAULT_JOINT.gamma });
        } else learnFrom(trainer, form, { rows, features, encoder }, picked, draws, form.price(Infinity));
        await backlog.add();
      }
      return (await trainer.takeLosses()).squares / rows.length;
    },
    dispose: () => trainer.dispose(),
  };
}

function sequenceTraining(architecture: SequenceEncoder, users: number): Training {
  const rng = random(SEED, 'bench', 'sequences');
  const sequences: Sequences = {
    users,
    fields: LEVELS.length,
    offsets: Uint32Array.from({ length: users + 1 }, (_, u) => u * STEPS),
    tokens: Uint8Array.from({ length: users * STEPS * LEVELS.length }, (_, i) => 1 + rng.int(LEVELS[i % LEVELS.length]! - 1)),
  };
  const { layers, masking } = defaultSequence(architecture);
  const shape: SequenceShape = { architecture, levels: LEVELS, predicted: [0], width: WIDTH, layers, code: CODE, steps: STEPS };
  const recipe = { learningRate: LEARNING_RATE, sequence: { steps: STEPS, width: WIDTH, layers, masking } } as const;
  const trainer = new SequenceTrainer(shape, sequences, recipe, SEED, beginning(initialWeights(shape, SEED)));
  const all = Uint32Array.from({ length: users }, (_, u) => u);
  return {
    users,
    async epoch(number) {
      const batches = epochBatches(sequences, all, USERS_A_BATCH, STEPS, SEED, number);
      const backlog = new Backlog(SEQUENCES_IN_FLIGHT);
      for (const [i, batch] of batches.entries()) {
        trainer.step(batch, number * batches.length + i);
        await backlog.add();
      }
      return (await trainer.takeLoss()) / (users * STEPS);
    },
    dispose: () => trainer.dispose(),
  };
}

/** A network that reads events and the autoencoder that joins its codes with features and texts, of the same users: both learn, one after the other. */
function fusedTraining(users: number): Training {
  const parts = [sequenceTraining('gru', users), denseTraining('autoencoder', users, 0, FEATURES + CODE + TEXT)] as const;
  return {
    users,
    async epoch(number) {
      await parts[0].epoch(number);
      return parts[1].epoch(number);
    },
    dispose: () => parts.forEach((part) => part.dispose()),
  };
}

function trainingOf(row: Row, users: number): Training {
  if (row === 'fused') return fusedTraining(users);
  const rows = Math.round(users * ROWS_A_USER);
  if (row === 'denoising') return denseTraining('autoencoder', rows, CORRUPTION);
  return isSequenceEncoder(row) ? sequenceTraining(row, users) : denseTraining(row, rows);
}

async function measure(encoder: Row, backend: string, users: number, runs: number): Promise<void> {
  const training = trainingOf(encoder, users);
  try {
    await training.epoch(0);
    const seconds: number[] = [];
    let loss = NaN;
    for (let run = 1; run <= runs; run++) {
      const started = performance.now();
      loss = await training.epoch(run);
      seconds.push((performance.now() - started) / 1000);
    }
    const typical = quantileOf(seconds, 0.5);
    const range = runs > 1 ? `, ${Math.min(...seconds).toFixed(3)} to ${Math.max(...seconds).toFixed(3)} s` : '';
    console.log(
      `${encoder.padEnd(12)} ${backend.padEnd(8)} ${typical.toFixed(3).padStart(9)} ${String(Math.round(training.users / typical)).padStart(9)}   ` +
        `${training.users} users, loss ${loss.toFixed(3)}${range}`,
    );
  } finally {
    training.dispose();
  }
}

async function start(backend: string): Promise<boolean> {
  if (backend === 'cpu') await import('@tensorflow/tfjs-backend-cpu');
  if (backend === 'wasm') await import('@tensorflow/tfjs-backend-wasm');
  if (backend === 'webgpu') {
    const adapter = (await findAdapter())?.name ?? null;
    if (adapter === null) return false;
    console.log(`webgpu: ${adapter}`);
    await import('@tensorflow/tfjs-backend-webgpu');
  }
  if (!(await setBackend(backend))) throw new Error(`${backend} did not start`);
  await ready();
  return true;
}

const [backend, encoders, users, runs] = process.argv.slice(2);
if (await start(backend!))
  for (const encoder of encoders!.split(',') as Row[]) await measure(encoder, backend!, Number(users), Number(runs));
// Dawn keeps the process alive.
process.exit(0);
