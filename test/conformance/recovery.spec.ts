import { expect } from '@playwright/test';
import { inFreshBrowser, test } from './browser';
import { referenced, solved } from './cases';
import { EPOCHS, kmeansTasks } from './inputs';

for (const backend of ['webgpu', 'webgl'] as const) {
  test(`${backend} lost in mid-training: the training goes on from its checkpoint`, async () => {
    const { error, lost, report, progress, active } = await inFreshBrowser((page) =>
      page.evaluate((name) => window.conformance.trainAndLose(name), backend),
    );
    expect(error).toBeNull();
    expect(lost).toBe(true);
    expect(report!.backends.length).toBeGreaterThan(1);
    expect(report!.backends[0]).toBe(backend);
    expect(report!.backends.at(-1)).toBe(active);
    expect(progress.flatMap(({ notice }) => (notice === undefined ? [] : [notice]))).toContainEqual({
      key: 'device-lost',
      backend: active,
    });
    const expected = referenced();
    expect(report!.trainingLoss).toHaveLength(EPOCHS);
    report!.trainingLoss.forEach((loss, epoch) => expect(loss).toBeCloseTo(expected.training[epoch]!, 3));
    report!.validationLoss.forEach((loss, epoch) => expect(loss).toBeCloseTo(expected.validation[epoch]!, 3));
    // Each epoch is reported once, in order, whatever happened between.
    expect(progress.filter(({ notice }) => notice === undefined).map(({ done }) => done)).toEqual([0, 1, 2, 3]);
  });
}

test('webgpu lost between k-means tasks: they are solved again on the new device, with the same labels', async () => {
  const made = await inFreshBrowser((page) => page.evaluate(() => window.conformance.kmeans()));
  const [converged, restarts] = [solved(kmeansTasks.converged).labels, solved(kmeansTasks.restarts).labels];
  expect(made).toEqual({ active: 'webgpu', labels: [converged, converged, restarts] });
});

test('a cancel on wasm answers at once and keeps the worker', async () => {
  const { code, ms, again, spawned } = await inFreshBrowser((page) => page.evaluate(() => window.conformance.cancel('wasm', true)));
  expect(code).toBe('cancelled');
  expect(ms).toBeLessThan(250);
  expect(again).toBe(EPOCHS);
  expect(spawned).toBe(1);
});

test('a cancel on webgpu answers at once', async () => {
  const { code, ms } = await inFreshBrowser((page) => page.evaluate(() => window.conformance.cancel('webgpu', false)));
  expect(code).toBe('cancelled');
  expect(ms).toBeLessThan(250);
});
