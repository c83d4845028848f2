import { expect, it } from 'vitest';
import { advanceJob, secondsLeftOf, startJob } from '../../../src/workbench/job';

it('draws the losses of a training in two parts one after the other, and says which they are of', () => {
  const told = (done: number, epoch: number, trainingLoss: number, reading: boolean) =>
    ({
      stage: 'encode',
      done,
      total: 5,
      figures: { epoch, trainingLoss, validationLoss: trainingLoss + 1, ...(reading && { part: 'reading' as const }) },
    }) as const;
  const begun = startJob('1', 'build', 'orders.csv', 0);
  const first = [told(1, 1, 7, true), told(2, 2, 6, true)].reduce((job, progress) => advanceJob(job, progress, 1), begun);
  expect(first).toMatchObject({ reading: true, trainingLoss: [7, 6], validationLoss: [8, 7] });
  // What has no losses leaves them as they are.
  const between = advanceJob(first, { stage: 'encode', done: 3, total: 5 }, 2);
  expect(between).toMatchObject({ reading: true, trainingLoss: [7, 6] });
  expect(advanceJob(between, told(4, 1, 0.5, false), 3)).toMatchObject({ reading: false, trainingLoss: [0.5], validationLoss: [1.5] });
});

it('foretells the time left from the pace since the work was first seen, which others may have begun', () => {
  expect(secondsLeftOf(0.5, { at: 1_000, fraction: 0 }, 11_000)).toBe(10);
  // From 40 to 50 % in 10 s.
  expect(secondsLeftOf(0.5, { at: 1_000, fraction: 0.4 }, 11_000)).toBeCloseTo(50, 9);
  expect(secondsLeftOf(0.41, { at: 1_000, fraction: 0.4 }, 11_000)).toBeNull();
  expect(secondsLeftOf(0.5, { at: 1_000, fraction: 0 }, 1_500)).toBeNull();
});

it('goes on saying where training moved, and why', () => {
  const notice = { key: 'refused', backend: 'wasm' } as const;
  const moved = advanceJob(startJob('1', 'build', 'orders.csv', 0), { stage: 'encode', done: 0, total: 5, notice }, 1);
  expect(advanceJob(moved, { stage: 'encode', done: 1, total: 5 }, 2).moved).toEqual(notice);
});
