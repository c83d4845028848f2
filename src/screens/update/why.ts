import { useTranslation } from 'react-i18next';
import type { UpdateProposal } from '../../../workers/protocol/update';
import { useFormat } from '../../i18n/format';

/** Why the proposed strength is proposed, in a sentence with its figures. */
export function useWhy({ reason, figures, after }: UpdateProposal): string {
  const { t } = useTranslation();
  const format = useFormat();
  return t(`update.strength.why.${reason}`, {
    drifted: format.number(figures.driftedFeatures.length),
    features: format.number(after.specs.length),
    ratio: format.fixed(figures.errorRatio ?? 1, 2),
    before: format.fixed(figures.silhouetteBefore, 2),
    after: format.fixed(figures.silhouetteAfter, 2),
  });
}
