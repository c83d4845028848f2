import { expect } from '@playwright/test';
import type { BackendName } from '../../workers/protocol/backend';
import { inFreshBrowser, test } from './browser';
import { cases, type Case } from './cases';
import { knownDifferences } from './known-differences';

/** By case, computed once for all backends: it takes seconds. */
const known = new Map<string, number[]>();

function expectedOf({ id, expected }: Case): number[] {
  const values = known.get(id) ?? expected();
  known.set(id, values);
  return values;
}

for (const backend of ['cpu', 'wasm', 'webgl', 'webgpu'] as const satisfies readonly BackendName[]) {
  test.describe(backend, () => {
    let outcome: { results: Record<string, number[] | string>; tensors: number };

    test.beforeAll(async () => {
      outcome = await inFreshBrowser((page) => page.evaluate((name) => window.conformance.run(name), backend));
    });

    for (const one of cases) {
      const { id, title, absolute, relative } = one;
      test(title, () => {
        const made = outcome.results[id];
        const wanted = expectedOf(one);
        if (typeof made === 'string' || made === undefined) throw new Error(made ?? `no answer to ${id}`);
        expect(made).toHaveLength(wanted.length);
        const wrong = wanted.flatMap((value, i) => {
          const off = Math.abs(made[i]! - value);
          return off <= absolute + relative * Math.abs(value) ? [] : [`[${i}] ${made[i]} instead of ${value}`];
        });
        const known = knownDifferences.some((difference) => difference.backend === backend && difference.caseId === id);
        if (known) expect(wrong, 'a known difference that is none any more').not.toEqual([]);
        else expect(wrong).toEqual([]);
      });
    }

    test('leaves no tensor behind', () => {
      expect(outcome.tensors).toBe(0);
    });
  });
}
