import { describe, expect, it } from 'vitest';
import { readShelf, writeShelf, type KeptRun } from '../../../workers/runs';
import { BlobSource } from '../../../workers/store/byte-source';
import { decode, encode } from '../../../workers/store/codec';
import { keptRun } from './kept-run';

/** As the device gives the parts back. */
async function kept(parts: Readonly<Record<string, object>>): Promise<Record<string, object>> {
  const entries = Object.entries(parts).map(async ([name, part]) => {
    const blob = new Blob(encode(part) as Uint8Array<ArrayBuffer>[]);
    return [name, (await decode(new BlobSource(blob))) as object] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

const validity = {
  k: 2,
  inertia: 3,
  silhouette: Number.NaN,
  daviesBouldin: 1,
  calinskiHarabasz: 2,
  stability: [0.5, Number.NaN],
  sizes: [2, 1],
};
const training = {
  epochs: 2,
  bestEpoch: 2,
  stoppedEarly: false,
  trainingLoss: [1, 0.5],
  validationLoss: [1, 0.5],
  bestLoss: 0.5,
  trainingUsers: 2,
  validationUsers: 1,
  baselineLoss: 0.75,
  parameters: 10,
  seconds: 1,
  backends: ['cpu' as const],
};
const first = keptRun('1', { validity, name: '第一次', pinned: true });
const second: KeptRun = {
  ...keptRun('2-k', { imported: true, training: { ...training, difference: { value: -0.25, low: null, high: null } } }),
  users: first.users,
};
const forecasts = {
  purchases: null,
  outcomes: null,
  categories: { of: 'item', days: 14, accuracy: 0.5, baselineAccuracy: 0.25 },
  demand: { weeks: 4, mase: 0.75, baselineMase: 1 },
} as const;
// The others are as an earlier version kept them, without these figures.
const other = keptRun('3', { forecasts, training }, { users: ['x', 'y'], segments: [-1, 4] });
const runs = [first, second, other];

describe('the shelf', () => {
  it('gives back what it was given, ids of the same users once', async () => {
    const parts = await kept(writeShelf(runs));
    expect(Object.keys(parts).sort()).toEqual(['run-1', 'run-2-k', 'run-3', 'runs', 'users-1', 'users-3']);
    const back = readShelf(parts);
    expect(back).toMatchObject({ runs, lost: 0, unread: { entries: [] } });
    expect(back.runs[0]!.users).toBe(back.runs[1]!.users);
  });

  it('is the same objects for the same runs, so that nothing is written twice', async () => {
    const parts = await kept(writeShelf(runs));
    const back = readShelf(parts).runs;
    expect(writeShelf(back)).toBe(parts);
    const renamed = writeShelf([{ ...back[0]!, summary: { ...back[0]!.summary, name: 'other' } }, ...back.slice(1)]);
    expect(Object.keys(parts).filter((name) => renamed[name] !== parts[name])).toEqual(['runs']);
  });

  it('has what was asked for about a run in a part of its own, which costs itself alone where it is gone', async () => {
    const findings = { version: 1, looks: null, assignment: { none: { reason: 'timeless' }, assignment: null } };
    const parts = await kept(writeShelf([{ ...first, findings }, second]));
    expect(Object.keys(parts).sort()).toEqual(['found-1', 'run-1', 'run-2-k', 'runs', 'users-1']);
    const back = readShelf(parts);
    expect(back.runs).toEqual([{ ...first, findings }, second]);
    expect(writeShelf(back.runs)).toBe(parts);
    // More was asked for: of the others nothing is written again.
    const more = writeShelf([{ ...back.runs[0]!, findings: { version: 1 } }, back.runs[1]!]);
    expect(
      Object.keys(parts)
        .filter((name) => more[name] !== parts[name])
        .sort(),
    ).toEqual(['found-1', 'runs']);
    const { 'found-1': _, ...without } = parts;
    expect(readShelf(without)).toMatchObject({ runs: [first, second], lost: 0 });
    expect(readShelf(without).runs[0]).not.toHaveProperty('findings');
  });

  it('leaves out a run of which a part is missing or does not fit, and counts it', async () => {
    const parts = await kept(writeShelf(runs));
    const ids = (of: Record<string, object>) => {
      const { runs: found, lost } = readShelf(of);
      return [found.map(({ summary }) => summary.id), lost];
    };
    const { 'run-1': body, ...without } = parts;
    expect(ids(without)).toEqual([['2-k', '3'], 1]);
    expect(ids({ ...parts, 'users-1': { ids: ['u1'] } })).toEqual([['3'], 2]);
    expect(ids({ ...parts, 'run-1': { ...body, segments: Int32Array.of(0, 1, 7) } })).toEqual([['2-k', '3'], 1]);
    expect(ids({ ...parts, 'run-1': { ...body, points: new Float32Array(1) } })).toEqual([['2-k', '3'], 1]);
    expect(ids({ ...parts, 'run-1': { ...body, support: { purchases: 'yes' } } })).toEqual([['2-k', '3'], 1]);
    const remainder = { projection: { mean: new Float64Array(3), axes: new Float64Array(4) }, constant: [] };
    expect(ids({ ...parts, 'run-1': { ...body, remainder } })).toEqual([['2-k', '3'], 1]);
    const { runs: _, ...noIndex } = parts;
    expect(ids(noIndex)).toEqual([[], 3]);
    expect(ids({})).toEqual([[], 0]);
    const index = parts['runs'] as { runs: { summary: object }[] };
    const strange = {
      ...index,
      runs: index.runs.map((entry, i) => (i === 2 ? { ...entry, summary: { ...entry.summary, recipe: {} } } : entry)),
    };
    expect(ids({ ...parts, runs: strange })).toEqual([['1', '2-k'], 1]);
  });

  it('keeps a run of a later Shoal, which it cannot read, as it is', async () => {
    const parts = await kept(writeShelf([first, second, { ...other, findings: { version: 2 } }]));
    const index = parts['runs'] as { runs: { summary: { recipe: { encoder: object } } }[] };
    const later = { ...index.runs[2]!.summary, recipe: { ...index.runs[2]!.summary.recipe, encoder: { kind: 'of tomorrow' } } };
    const found = { ...parts, runs: { ...index, runs: index.runs.map((entry, i) => (i === 2 ? { ...entry, summary: later } : entry)) } };
    const { runs: read, lost, unread } = readShelf(found);
    expect([read.map(({ summary }) => summary.id), lost]).toEqual([['1', '2-k'], 1]);
    const again = writeShelf(read.slice(1), unread);
    expect(again['run-3']).toBe(parts['run-3']);
    expect(again['users-3']).toBe(parts['users-3']);
    expect(again['found-3']).toBe(parts['found-3']);
    const entries = (again['runs'] as typeof index).runs;
    expect(entries.map(({ summary }) => summary)).toContainEqual(later);
    expect(entries).toHaveLength(2);
  });
});
