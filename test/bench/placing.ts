import '@tensorflow/tfjs-backend-wasm';
import { setBackend } from '@tensorflow/tfjs-core';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { assignEarly, type AssignInput, type SegmentedBy } from '../../workers/assign';
import { beginningsOf, usersOf } from '../../workers/assign/beginnings';
import { bySegments } from '../../workers/assign/by-segments';
import { allRows } from '../../workers/assign/first-steps';
import { cluster } from '../../workers/cluster';
import { inlineCompute } from '../../workers/cluster/compute';
import { encode, rowsOf } from '../../workers/encode';
import { ClassReader } from '../../workers/encode/sequence/class-reader';
import { tokenize } from '../../workers/encode/sequence/tokens';
import { validationMask } from '../../workers/encode/split';
import { extractFeatures, windowOf } from '../../workers/features';
import { ingest, previewFile } from '../../workers/ingest';
import { hashText, random } from '../../workers/math/random';
import { EVENTS_SEEN, MOST_EVENTS, type PlacingNetwork } from '../../workers/protocol/assignment';
import type { EventTable } from '../../workers/protocol/events';
import { NEW_SHARE } from '../../workers/protocol/placing';
import { drive } from '../../workers/protocol/progress';
import { defaultRecipe, type Recipe } from '../../workers/protocol/recipe';
import { localTrainer } from '../fixtures/local-trainer';
import { drawn, line, type Placed } from './placing-table';

/** Share of the users whom neither segments nor networks see. */
const HELD_OUT = 0.3;
const DAY = 86_400_000;
/** Beginnings without which nothing is said. */
const LEAST = 50;

async function built(events: EventTable, recipe: Recipe): Promise<SegmentedBy & Pick<AssignInput, 'matrix' | 'labels'>> {
  const { seed, features } = recipe;
  const matrix = await drive(extractFeatures(events, features));
  const ids = Array.from(matrix.userIndex, (user) => events.userIds[user]!);
  const embedding = await drive(encode(rowsOf(events, matrix), ids, recipe.encoder, seed, localTrainer));
  const compute = inlineCompute();
  const { byK, choice } = await drive(cluster(embedding, recipe.clustering, seed, compute, compute));
  const segmentation = byK.get(choice.k)!;
  return { features, matrix, embedding, segmentation, labels: segmentation.labels };
}

/** By user of the table: the segment that the network finds the most probable after the last of the user's steps. */
function byNetwork({ shape, vocabulary, parameters }: PlacingNetwork, events: EventTable): Int32Array {
  const rows = allRows(
    events,
    Uint32Array.from({ length: events.users }, (_, user) => user),
  );
  const sequences = tokenize(events, rows, vocabulary, MOST_EVENTS);
  const reader = new ClassReader(shape, parameters);
  return Int32Array.from({ length: events.users }, (_, user) => reader.classes(sequences, user).at(-1)!);
}

async function measure(source: string, most: number, seed: number): Promise<void> {
  const file = new File([readFileSync(source)], path.basename(source));
  const { mapping } = await previewFile(file);
  const proposed = { ...defaultRecipe(mapping), seed };
  const whole = (await drive(ingest(file, mapping, proposed.cleaning))).events;
  const share = most / whole.users;
  const events = share < 1 ? (await drive(ingest(file, mapping, { ...proposed.cleaning, sample: { share, seed } }))).events : whole;
  const window = windowOf(events, proposed.features);
  const recipe: Recipe = { ...proposed, features: { ...proposed.features, ...window } };
  const held = validationMask(events.userIds, HELD_OUT, hashText(`${seed}/bench/placing`));
  const side = (mark: number) => Uint32Array.from(held.keys()).filter((user) => held[user] === mark);

  const known = usersOf(events, side(0));
  const by = await built(known, recipe);
  const { matrix, labels } = by;
  const { k } = by.segmentation;
  const { told, network } = await drive(assignEarly({ events: known, matrix, labels, classes: k, recipe, by }, localTrainer));
  console.log(`\n${path.basename(source)}: ${known.users} users in ${k} segments, ${events.users - known.users} held out`);
  if (!network) return console.log(`no network: ${JSON.stringify(told.none)}`);
  const { reliableFrom, ahead } = told.assignment!;
  console.log(`reliable ${reliableFrom === null ? 'never' : `from ${reliableFrom} events on`}, as the product says`);
  console.log(ahead ? `it places new users with ${ahead.from} to ${ahead.to} events by the network` : 'it places nobody by the network');

  const truth = (await bySegments(by, events, events.users))!;
  const sizes = new Uint32Array(k);
  for (const label of labels) if (label >= 0) sizes[label]!++;
  const largest = sizes.indexOf(Math.max(...sizes));
  const rng = random(seed, 'bench', 'placing');
  const newness = { to: window.to, newFor: NEW_SHARE * (window.to - window.from) };
  const all: (Placed & { readonly count: number })[] = [];
  for (const count of EVENTS_SEEN) {
    const beginnings = beginningsOf(events, side(1), count, newness, rng).filter(({ user }) => truth[user]! >= 0);
    const begun = Uint32Array.from(beginnings, ({ user }) => user);
    // Beside the users of the run: a file without a purchase of anybody would lack what the features are about.
    const table = usersOf(events, Uint32Array.of(...begun, ...side(0)), beginnings);
    const centres = (await bySegments(by, table, begun.length))!;
    const classes = byNetwork(network, usersOf(events, begun, beginnings));
    begun.forEach((user, i) => {
      const right = truth[user]!;
      const stillNew = events.time[events.userOffsets[user]!]! + newness.newFor > newness.to;
      all.push({ count, user, stillNew, largest: +(largest === right), centre: +(centres[i] === right), network: +(classes[i] === right) });
    });
  }
  for (const [whom, placed] of [
    ['all held-out users', all],
    ['those who are not new any more where the file ends', all.filter(({ stillNew }) => !stillNew)],
  ] as const) {
    console.log(`\n${whom}:\n`);
    console.log('| events | users | largest segment | nearest centre | network | network − centre, points (95 %) | |');
    console.log('| ---: | ---: | ---: | ---: | ---: | ---: | --- |');
    for (const count of EVENTS_SEEN) {
      const these = placed.filter((one) => one.count === count);
      if (these.length >= LEAST) console.log(line(String(count), drawn(these, seed)));
    }
    const ruled = placed.filter(({ count }) => ahead && count >= ahead.from && count <= ahead.to);
    if (ruled.length >= LEAST) console.log(line('placed by the network', drawn(ruled, seed)));
    const others = placed.filter(({ count }) => !ahead || count < ahead.from || count > ahead.to);
    if (others.length >= LEAST) console.log(line('left to the centres', drawn(others, seed)));
  }
  console.log(`new: first seen in the last ${Math.round(newness.newFor / DAY)} of ${Math.round((window.to - window.from) / DAY)} days`);
}

const [users, seed, ...sources] = process.argv.slice(2);
await setBackend('wasm');
for (const source of sources) await measure(source, Number(users), Number(seed));
process.exit(0);
