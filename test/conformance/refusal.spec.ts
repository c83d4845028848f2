import { expect } from '@playwright/test';
import { inFreshBrowser, test } from './browser';
import { solved } from './cases';
import { EPOCHS, kmeansTasks } from './inputs';

test('a command that webgpu refuses ends the training on it: what would be read from then on is zeros', async () => {
  const made = await inFreshBrowser((page) => page.evaluate(() => window.conformance.refused()));
  expect(made).toEqual({ status: 'refused', told: EPOCHS - 1 });
});

for (const backend of ['webgpu', 'webgl'] as const) {
  test(`a network too large for ${backend} is trained on the next backend, and ${backend} goes on with all that is not`, async () => {
    const { wide, alone, timed, notices, small, labels, active } = await inFreshBrowser((page) =>
      page.evaluate((name) => window.conformance.refusedElsewhere(name), backend),
    );
    expect(notices).toEqual([{ key: 'refused', backend: 'wasm' }]);
    expect(wide.backends).toEqual(['wasm']);
    expect(wide).toEqual(alone);
    expect(timed).toBeNull();
    expect(small).toEqual([backend]);
    expect(labels).toEqual(backend === 'webgpu' ? solved(kmeansTasks.converged).labels : []);
    expect(active).toBe(backend);
  });
}
