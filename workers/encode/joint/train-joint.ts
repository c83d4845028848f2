import { getBackend } from '@tensorflow/tfjs-core';
import { Backlog } from '../../gpu/backlog';
import { breather } from '../../math/breathe';
import { random, shuffle } from '../../math/random';
import type { BackendName } from '../../protocol/backend';
import { AppError, throwIfAborted } from '../../protocol/errors';
import { DEFAULT_JOINT, type JointRecipe } from '../../protocol/encoder-recipe';
import { STEPS_IN_FLIGHT } from '../autoencoder';
import { keptUnits, rowsInOrder } from '../batch';
import { applyEncoder, pick } from '../dense';
import { DenseTrainer } from '../dense-trainer';
import { beginning } from '../epochs';
import { autoencoderShapes, behindEachOther, parameterCount, toDenseWeights, toParameters } from '../layers';
import { sideOf } from '../split';
import type { Checkpoint, Clusters, TrainedAutoencoder, TrainRequest } from '../trainer';
import { ClusterCode } from './cluster-code';
import { softAssignment, targetsOf, type Targets } from './targets';

/** Of a pass over the users, the part after which the targets are set anew at the earliest: what the published interval is of the 70,000 images that it was for. */
const INTERVAL_SHARE = 0.5;

/** Steps between two settings of the targets. Many users make it longer than the recipe says, since every setting looks at all of them. */
export function intervalOf({ interval }: JointRecipe, training: number, batchSize: number): number {
  return Math.max(interval, Math.ceil((INTERVAL_SHARE * training) / batchSize));
}

/** Settings of the targets at most. */
export function roundsOf(joint: JointRecipe, training: number, batchSize: number): number {
  return Math.ceil(joint.steps / intervalOf(joint, training, batchSize));
}

/**
 * Trains an autoencoder together with clusters on the current tfjs backend, from given weights and centres: IDEC (Guo et al. 2017). The loss is the mean
 * squared error over the features, as the authors' program has it, and γ times the divergence of the soft assignment from its targets
 * ({@link ClusterCode}). A round is the steps between two settings of the targets, which are computed on plain arrays, so that the same weights have the same
 * targets on every backend, and from all units: only the steps leave some of the encoder's out ({@link keptUnits}). Training ends with the round in which fewer than the recipe's share of the training users change cluster.
 *
 * Yields a checkpoint after each round, from which it goes on to the same result; its losses are mean squared errors.
 *
 * @throws AppError `training-diverged` (epoch: round); `cancelled`; RangeError without weights and centres to begin from
 */
export async function* trainJoint(
  request: TrainRequest,
  resume: Checkpoint | null = null,
  signal?: AbortSignal,
): AsyncGenerator<Checkpoint, TrainedAutoencoder, void> {
  const { rows, users, features, validation, encoder, start, clusters } = request;
  if (!start || !clusters) throw new RangeError('clusters are trained from weights and centres');
  const { hidden, code, joint = DEFAULT_JOINT } = encoder;
  const shapes = autoencoderShapes(features, hidden, code);
  const training = sideOf(validation, 0);
  const trained = pick(rows, users, features, validation, 0);
  const validating = pick(rows, users, features, validation, 1);
  const evaluated = validating.length > 0 ? validating : rows;
  const batchSize = Math.min(encoder.batchSize, training.length);
  const interval = intervalOf(joint, training.length, batchSize);
  const rounds = Math.min(roundsOf(joint, training.length, batchSize), request.stopAfter ?? Infinity);
  const layers = parameterCount(shapes);
  const cut = (parameters: Float32Array) => {
    const dense = toDenseWeights(shapes, parameters.subarray(0, layers));
    const centres = parameters.slice(layers);
    return { encoder: dense.slice(0, hidden.length + 1), decoder: dense.slice(hidden.length + 1), clusters: { k: clusters.k, centres } };
  };
  const look = (parameters: Float32Array): Targets => {
    const { encoder: encoding, clusters: now } = cut(parameters);
    return targetsOf(softAssignment(applyEncoder(encoding, trained, training.length), code, now.centres, now.k), now.k);
  };

  const backend = getBackend() as BackendName;
  let checkpoint = resume ?? beginningOf(toParameters(shapes, [...start.encoder, ...start.decoder]), clusters);
  const between = { layer: hidden.length, bottleneck: new ClusterCode(clusters.k, code) };
  const trainer = new DenseTrainer(shapes, encoder, checkpoint, between);
  try {
    trainer.setEvaluation(evaluated, evaluated.length / features);
    let set = look(checkpoint.parameters);
    const settled = () => (checkpoint.rounds!.changed.at(-1) ?? 1) < joint.change;
    while (checkpoint.epoch < rounds && !settled()) {
      const round = checkpoint.epoch + 1;
      const losses = await runRound(trainer, request, { trained, set, batchSize, interval, round, gamma: joint.gamma }, signal);
      const validationLoss = (await trainer.evaluate()).squares / evaluated.length;
      if (!Number.isFinite(losses.error) || !Number.isFinite(losses.divergence) || !Number.isFinite(validationLoss)) {
        throw new AppError('training-diverged', { epoch: round });
      }
      const state = await trainer.state();
      const next = look(state.parameters);
      const moved = next.labels.reduce((sum, label, i) => sum + (label === set.labels[i] ? 0 : 1), 0);
      set = next;
      const { divergence, changed } = checkpoint.rounds!;
      checkpoint = {
        ...state,
        epoch: round,
        bestEpoch: round,
        bestLoss: validationLoss,
        bestParameters: state.parameters,
        trainingLoss: [...checkpoint.trainingLoss, losses.error],
        validationLoss: [...checkpoint.validationLoss, validationLoss],
        rounds: { divergence: [...divergence, losses.divergence], changed: [...changed, moved / training.length] },
      };
      yield checkpoint;
      throwIfAborted(signal);
    }
    return {
      ...cut(checkpoint.parameters),
      trainingLoss: checkpoint.trainingLoss,
      validationLoss: checkpoint.validationLoss,
      bestEpoch: checkpoint.epoch,
      bestLoss: checkpoint.bestLoss,
      stoppedEarly: settled(),
      backends: [backend],
      rounds: checkpoint.rounds!,
    };
  } finally {
    trainer.dispose();
  }
}

function beginningOf(layers: Float32Array, { centres }: Clusters): Checkpoint {
  return { ...beginning(behindEachOther(layers, centres)), rounds: { divergence: [], changed: [] } };
}

interface Round {
  /** The training users' rows, and their targets. */
  readonly trained: Float32Array;
  readonly set: Targets;
  readonly batchSize: number;
  readonly interval: number;
  /** From 1. */
  readonly round: number;
  readonly gamma: number;
}

/** The steps of a round: batches go round the users, who are drawn in another order on each pass. @returns means over the rows seen */
async function runRound(
  trainer: DenseTrainer,
  { features, seed, clusters, encoder }: TrainRequest,
  { trained, set, batchSize, interval, round, gamma }: Round,
  signal: AbortSignal | undefined,
): Promise<{ error: number; divergence: number }> {
  const count = trained.length / features;
  const batches = Math.ceil(count / batchSize);
  const backlog = new Backlog(STEPS_IN_FLIGHT);
  const breathe = breather();
  const leaving = random(seed, 'encode', 'joint', 'dropout', round);
  let order: Uint32Array | null = null;
  let seen = 0;
  for (let step = (round - 1) * interval; step < round * interval; step++) {
    const batch = step % batches;
    if (order === null || batch === 0) {
      order = Uint32Array.from({ length: count }, (_, row) => row);
      shuffle(order, random(seed, 'encode', 'joint', 'shuffle', Math.floor(step / batches)));
    }
    const users = order.subarray(batch * batchSize, (batch + 1) * batchSize);
    const bottleneck = rowsInOrder(set.targets, clusters!.k, users);
    const kept = keptUnits(encoder.hidden, users.length, encoder.dropout ?? 0, leaving);
    trainer.step(rowsInOrder(trained, features, users), users.length, { bottleneck, kept, price: gamma });
    seen += users.length;
    await backlog.add();
    await breathe();
    throwIfAborted(signal);
  }
  const { squares, divergence } = await trainer.takeLosses();
  return { error: squares / (seen * features), divergence: divergence / seen };
}
