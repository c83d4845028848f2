import { useTranslation } from 'react-i18next';
import { readsEvents } from '../../../../../workers/protocol/encoder-recipe';
import type { OutcomesPrediction } from '../../../../../workers/protocol/outcomes';
import { useFormat } from '../../../../i18n/format';

/** What encoded the users for the models that are told more than features, and from which days it learned; or why nothing did. */
export function EncodedNote({ of: { encoded, uncoded } }: { of: Pick<OutcomesPrediction, 'encoded' | 'uncoded'> }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (!encoded) return uncoded && t(`outcomes.how.uncoded.${uncoded}`);
  const { kind, until, dims } = encoded;
  return t(`outcomes.how.${readsEvents(kind) ? 'encoded' : 'encodedFeatures'}`, {
    encoder: t(`data.settings.encoders.${kind}`),
    until: format.date(until),
    dims: format.number(dims),
  });
}
