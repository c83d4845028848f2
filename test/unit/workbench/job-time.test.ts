import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advanceJob, secondsLeft, startJob, type Job } from '../../../src/workbench/job';
import type { StageId } from '../../../workers/protocol/progress';

/** What stages take beside each other, features 4 seconds: as the time left takes it for granted, but for the training. */
const SECONDS = { features: 4, cluster: 40, project: 1, portray: 1, track: 13 } as const;
const STAGES = ['features', 'encode', 'cluster', 'project', 'portray', 'track'] as const satisfies readonly StageId[];

/** A build by the clock, looked at after each report: what is said to be left, and what truly is. */
function* course(encode: number, epochs: number): Generator<{ job: Job; stage: StageId; done: number; now: number; truly: number }> {
  const seconds = { ...SECONDS, encode };
  let left = Object.values(seconds).reduce((sum, one) => sum + one, 0);
  let now = 0;
  let job = startJob('1', 'build', 'a.csv', now);
  for (const stage of STAGES) {
    const total = stage === 'encode' ? epochs : 4;
    for (let done = 0; done <= total; done++) {
      if (done > 0) {
        now += (1000 * seconds[stage]) / total;
        left -= seconds[stage] / total;
      }
      job = advanceJob(job, { stage, done, total }, now);
      yield { job, stage, done, now, truly: left };
    }
  }
}

describe('the time left', () => {
  it('is right from the first epoch on, however long the training takes beside the other stages', () => {
    fc.assert(
      fc.property(fc.double({ min: 5, max: 5000, noNaN: true }), fc.integer({ min: 2, max: 60 }), (encode, epochs) => {
        for (const { job, stage, done, now, truly } of course(encode, epochs)) {
          const said = secondsLeft(job, now);
          if (stage === 'encode' && done === 0) expect(said).toBeNull();
          else if (stage !== 'features') expect(said).toBeCloseTo(truly, 6);
        }
      }),
    );
  });

  it('runs down while an epoch lasts, and counts the pace of a training that goes on from where it went on', () => {
    let job = startJob('1', 'build', 'a.csv', 0);
    job = advanceJob(job, { stage: 'features', done: 4, total: 4 }, 0);
    job = advanceJob(job, { stage: 'features', done: 4, total: 4 }, 4_000);
    job = advanceJob(job, { stage: 'encode', done: 0, total: 40 }, 4_000);
    // Twenty epochs were done before.
    job = advanceJob(job, { stage: 'encode', done: 20, total: 40 }, 4_000);
    expect(secondsLeft(job, 8_000)).toBeNull();
    job = advanceJob(job, { stage: 'encode', done: 21, total: 40 }, 14_000);
    const after = SECONDS.cluster + SECONDS.project + SECONDS.portray + SECONDS.track;
    expect(secondsLeft(job, 14_000)).toBeCloseTo(19 * 10 + after, 6);
    expect(secondsLeft(job, 20_000)).toBeCloseTo(19 * 10 - 6 + after, 6);
  });

  it('is told by the whole where what came before was there already', () => {
    let job = startJob('1', 'build', 'a.csv', 0);
    job = advanceJob(job, { stage: 'features', done: 1, total: 1 }, 0);
    job = advanceJob(job, { stage: 'encode', done: 0, total: 10 }, 0);
    for (let epoch = 1; epoch <= 5; epoch++) job = advanceJob(job, { stage: 'encode', done: epoch, total: 10 }, 4_800 * epoch);
    // 24 of 99 parts in 24 seconds.
    expect(secondsLeft(job, 24_000)).toBeCloseTo(75, 6);
  });
});
