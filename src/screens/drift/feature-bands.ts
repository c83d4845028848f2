import type { FeatureDrift, Timeline } from '../../../workers/protocol/timeline';
import type { Band } from '../../charts/psi-heatmap';

/**
 * What a feature's PSI in a window amounts to, in agreement with the alerts: `act` and `watch` (from and below `psiAct`) in the windows in which an alert
 * of the feature holds; elsewhere `high` above the threshold of its sample sizes, which the usual ups and downs, the season or chance explain; else `none`.
 *
 * @param psiAct PSI that calls for action, as the recipe has it
 */
export function featureBands({ alerts }: Pick<Timeline, 'alerts'>, psiAct: number): (window: number, drift: FeatureDrift) => Band {
  const ofFeatures = alerts.filter(({ kind }) => kind === 'feature');
  return (window, { feature, psi, psiThreshold }) => {
    const alerted = ofFeatures.some((alert) => alert.feature === feature && alert.window <= window && window <= alert.until);
    if (alerted) return psi >= psiAct ? 'act' : 'watch';
    return psi > psiThreshold ? 'high' : 'none';
  };
}
