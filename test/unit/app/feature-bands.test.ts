import { describe, expect, it } from 'vitest';
import type { Alert, FeatureDrift } from '../../../workers/protocol/timeline';
import { featureBands } from '../../../src/screens/drift/feature-bands';

const alert = (of: Partial<Alert>) => ({ kind: 'feature', feature: 'gap_days', window: 3, until: 5, ...of }) as Alert;
const drift = (psi: number, feature = 'gap_days') => ({ feature, psi, psiThreshold: 0.2 }) as FeatureDrift;

describe('the band of a feature in a window', () => {
  const of = featureBands({ alerts: [alert({})] }, 0.25);

  it('is that of the alert, from its first window to its last', () => {
    expect([2, 3, 4, 5, 6].map((window) => of(window, drift(0.9)))).toEqual(['high', 'act', 'act', 'act', 'high']);
    expect(of(4, drift(0.22))).toBe('watch');
    // A window in which the alert goes on although its PSI is a little below.
    expect(of(4, drift(0.15))).toBe('watch');
  });

  it('never says watch or act without an alert, however high the PSI is', () => {
    expect(of(4, drift(5, 'orders'))).toBe('high');
    expect(featureBands({ alerts: [alert({ kind: 'segment-share' })] }, 0.25)(4, drift(5))).toBe('high');
    expect(of(4, drift(0.2, 'orders'))).toBe('none');
    expect(of(4, drift(Number.NaN, 'orders'))).toBe('none');
  });

  it('goes by the PSI to act that is set', () => {
    expect(featureBands({ alerts: [alert({})] }, 0.5)(4, drift(0.4))).toBe('watch');
  });
});
