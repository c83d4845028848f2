import { useTranslation } from 'react-i18next';
import type { EncodedUsers } from '../../../../../workers/protocol/outcomes';
import { useFormat } from '../../../../i18n/format';

/** What encoded the users for the models that are told more than features, and from which days it learned. */
export function EncodedNote({ encoded }: { encoded: EncodedUsers | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (!encoded) return null;
  const { kind, until, dims } = encoded;
  return t('outcomes.how.encoded', { encoder: t(`data.settings.encoders.${kind}`), until: format.date(until), dims: format.number(dims) });
}
