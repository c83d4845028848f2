import { logSumExp } from '../encode/sequence/next-step';
import { SequenceReader } from '../encode/sequence/read-users';
import type { Sequences } from '../encode/sequence/tokens';
import { breather } from '../math/breathe';
import { random, shuffle } from '../math/random';
import { throwIfAborted } from '../protocol/errors';
import type { Importance, Importances, LookedAt } from '../protocol/looks';
import type { Stage } from '../protocol/progress';
import type { SequenceModel, TokenField } from '../protocol/sequences';
import { ratioOver, shareOver } from './estimate';
import { chanceOfOther, REPEATS, shuffles } from './shuffles';

export interface Read {
  readonly model: SequenceModel;
  readonly fields: readonly TokenField[];
  readonly sequences: Sequences;
  /** The segments of users with these codes, users × code. */
  readonly labelsOf: (codes: Float32Array) => Int32Array;
}

/**
 * How much the segments and the foretelling of the next step rest on each kind of token: the tokens of a kind are shuffled among all steps of these users,
 * so that they tell nothing of the step any more. The steps to foretell stay as they are. Beside them, the order: each user's own steps, shuffled whole; what
 * comes next means nothing then, so that this has no loss.
 *
 * @throws AppError `cancelled`
 */
export async function* tokenImportance(
  { model, fields, sequences, labelsOf }: Read,
  seed: number,
  signal: AbortSignal | undefined,
): Stage<Omit<Importances, 'heldOut'>> {
  const { users, offsets } = sequences;
  const reader = new SequenceReader(model);
  const breathe = breather();
  const pause = async () => {
    await breathe();
    throwIfAborted(signal);
  };
  const asked: LookedAt[] = [...fields.map((field): LookedAt => ({ kind: 'token', field })), { kind: 'order' }];
  const total = 1 + asked.length * REPEATS;
  const steps = Uint32Array.from({ length: users }, (_, user) => offsets[user + 1]! - offsets[user]!);
  yield { stage: 'explain', done: 0, total };
  const before = await outcome(reader, model, sequences, sequences, pause);
  const labels = labelsOf(before.codes);
  const amongSteps = shuffles(offsets[users]!, seed, 'tokens');
  const items: Importance[] = [];
  let done = 1;
  yield { stage: 'explain', done, total };
  for (const of of asked) {
    const moved = new Float64Array(users);
    const lost = new Float64Array(users);
    for (let repeat = 0; repeat < REPEATS; repeat++) {
      const tokens =
        of.kind === 'token'
          ? withKind(sequences, fields.indexOf(of.field), amongSteps[repeat]!)
          : inOrder(sequences, ownOrder(sequences, seed, repeat));
      const after = await outcome(reader, model, { ...sequences, tokens }, sequences, pause);
      labelsOf(after.codes).forEach((label, user) => {
        if (label !== labels[user]) moved[user]! += 1 / REPEATS;
      });
      for (let user = 0; user < users; user++) lost[user]! += (after.losses[user]! - before.losses[user]!) / REPEATS;
      yield { stage: 'explain', done: ++done, total };
    }
    items.push({ of, moved: shareOver(moved), loss: of.kind === 'order' ? null : ratioOver(lost, steps) });
  }
  const { mean } = ratioOver(before.losses, steps);
  return { items, users, repeats: REPEATS, chance: chanceOfOther(labels), loss: mean };
}

/** Codes of the users, and what it costs to foretell their steps: nats, summed over the predicted fields and the steps. */
async function outcome(
  reader: SequenceReader,
  { shape: { code, predicted } }: SequenceModel,
  read: Sequences,
  { users, fields, offsets, tokens }: Sequences,
  pause: () => Promise<void>,
): Promise<{ codes: Float32Array; losses: Float64Array }> {
  const codes = new Float32Array(users * code);
  const losses = new Float64Array(users);
  for (let user = 0; user < users; user++) {
    const states = reader.states(read, user);
    reader.codeOf(states, codes, user * code);
    for (let step = offsets[user]!, t = 0; step < offsets[user + 1]!; step++, t++) {
      for (const field of predicted) {
        const logits = reader.expectation(field, states, t);
        losses[user]! += logSumExp(logits) - logits[tokens[step * fields + field]!]!;
      }
    }
    await pause();
  }
  return { codes, losses };
}

/** The tokens with those of one kind from other steps. */
function withKind({ fields, tokens }: Sequences, field: number, order: Uint32Array): Uint8Array {
  const shuffled = tokens.slice();
  order.forEach((from, step) => (shuffled[step * fields + field] = tokens[from * fields + field]!));
  return shuffled;
}

/** The tokens with whole steps from elsewhere. */
function inOrder({ fields, tokens }: Sequences, order: Uint32Array): Uint8Array {
  const shuffled = tokens.slice();
  order.forEach((from, step) => shuffled.set(tokens.subarray(from * fields, (from + 1) * fields), step * fields));
  return shuffled;
}

/** An order of all steps that leaves each with its user. */
function ownOrder({ users, offsets }: Sequences, seed: number, repeat: number): Uint32Array {
  const rng = random(seed, 'explain', 'order', repeat);
  const order = Uint32Array.from({ length: offsets[users]! }, (_, step) => step);
  for (let user = 0; user < users; user++) shuffle(order.subarray(offsets[user]!, offsets[user + 1]!), rng);
  return order;
}
