import { expect } from '@playwright/test';
import { inFreshBrowser, test } from './browser';

test('auto takes the fastest correct backend, not the one with the grandest name', async () => {
  const { report } = await inFreshBrowser((page) => page.evaluate(() => window.conformance.probe('auto')));
  const correct = report.probes.filter((probe) => probe.correct);
  expect(correct.map(({ name }) => name)).toEqual(expect.arrayContaining(['wasm', 'cpu']));
  const fastest = correct.reduce((best, probe) => (probe.ms! < best.ms! ? probe : best));
  expect(report.active).toBe(fastest.name);
  expect(report.choice).toBe('auto');
  expect(report.probes.map(({ name }) => name)).toEqual(['webgpu', 'webgl', 'wasm', 'cpu']);
  expect(report.probes.find(({ name }) => name === report.active)!.software).toBe(false);
});

test('a GPU in software is told to be untried, not wrong', async () => {
  const { report } = await inFreshBrowser((page) => page.evaluate(() => window.conformance.probe('auto')));
  for (const { available, software, correct, unchecked } of report.probes) {
    if (available && software) expect({ correct, unchecked }).toEqual({ correct: false, unchecked: 'software' });
    else if (available) expect(correct || unchecked === 'slow').toBe(true);
  }
});

for (const name of ['webgpu', 'webgl', 'wasm', 'cpu'] as const) {
  test(`${name} is used when it is named and correct`, async () => {
    const { report } = await inFreshBrowser((page) => page.evaluate((choice) => window.conformance.probe(choice), name));
    expect(report).toMatchObject({ active: name, choice: name });
    expect(report.probes.find((probe) => probe.name === name)).toMatchObject({ available: true, correct: true });
  });
}

test('a backend that is named and absent falls back, and says why', async () => {
  const { report } = await inFreshBrowser((page) => page.evaluate(() => window.conformance.probe('webgpu')), false);
  expect(report.active).not.toBe('webgpu');
  expect(report.choice).toBe('webgpu');
  const probe = report.probes.find(({ name }) => name === 'webgpu')!;
  expect(probe.available).toBe(false);
  expect(probe.detail).not.toBe('');
});
