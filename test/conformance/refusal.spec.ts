import { expect } from '@playwright/test';
import { inFreshBrowser, test } from './browser';
import { solved } from './cases';
import { EPOCHS, kmeansTasks } from './inputs';

test('a command that webgpu refuses ends the training on it: what would be read from then on is zeros', async () => {
  const made = await inFreshBrowser((page) => page.evaluate(() => window.conformance.refused()));
  expect(made).toEqual({ status: 'refused', told: EPOCHS - 1 });
});

test('a network too large for webgpu is trained on the next backend, and webgpu goes on with all that is not', async () => {
  const { wide, alone, timed, notices, small, labels, active } = await inFreshBrowser((page) =>
    page.evaluate(() => window.conformance.refusedElsewhere()),
  );
  expect(notices).toEqual([{ key: 'refused', backend: 'wasm' }]);
  expect(wide.backends).toEqual(['wasm']);
  expect(wide).toEqual(alone);
  expect(timed).toBeNull();
  expect(small).toEqual(['webgpu']);
  expect(labels).toEqual(solved(kmeansTasks.converged).labels);
  expect(active).toBe('webgpu');
});
