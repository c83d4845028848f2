import { expect } from '@playwright/test';
import { inFreshBrowser, test } from './browser';

const EPOCHS = 4;

for (const backend of ['webgpu', 'webgl'] as const) {
  test(`${backend} lost in mid-training: the training goes on from its checkpoint`, async () => {
    const { steady, lost } = await inFreshBrowser((page) =>
      page.evaluate(
        async ([name, epochs]) => ({
          steady: await window.conformance.train(name, false, epochs),
          lost: await window.conformance.train(name, true, epochs),
        }),
        [backend, EPOCHS] as const,
      ),
    );
    expect(steady.error).toBeNull();
    expect(steady.report!.backends).toEqual([backend]);
    expect(lost.error).toBeNull();
    expect(lost.lost).toBe(true);
    expect(lost.report!.backends.length).toBeGreaterThan(1);
    expect(lost.report!.backends[0]).toBe(backend);
    expect(lost.report!.backends.at(-1)).toBe(lost.active);
    const notices = lost.progress.flatMap(({ notice }) => (notice === undefined ? [] : [notice]));
    expect(notices).toContainEqual({ key: 'device-lost', backend: lost.active });
    expect(lost.report!.trainingLoss).toHaveLength(EPOCHS);
    lost.report!.validationLoss.forEach((loss, epoch) => expect(loss).toBeCloseTo(steady.report!.validationLoss[epoch]!, 3));
    // Each epoch is reported once, in order, whatever happened between.
    expect(lost.progress.filter(({ notice }) => notice === undefined).map(({ done }) => done)).toEqual([0, 1, 2, 3, 4]);
  });
}

test('webgpu lost between k-means tasks: they are solved again on the new device, with the same labels', async () => {
  const { steady, lost } = await inFreshBrowser((page) =>
    page.evaluate(async () => ({ steady: await window.conformance.kmeans(false), lost: await window.conformance.kmeans(true) })),
  );
  expect(typeof steady).toBe('object');
  expect(lost).toEqual(steady);
});

for (const choice of ['wasm', 'webgpu'] as const) {
  test(`a cancel on ${choice} answers at once and keeps the worker`, async () => {
    const { code, ms, again, spawned } = await inFreshBrowser((page) => page.evaluate((name) => window.conformance.cancel(name), choice));
    expect(code).toBe('cancelled');
    expect(ms).toBeLessThan(250);
    expect(again).toBe(3);
    if (choice === 'wasm') expect(spawned).toBe(1);
  });
}
