import { useTranslation } from 'react-i18next';
import type { KValidity, ValidityBasis } from '../../../workers/protocol/model';
import { useFormat } from '../../i18n/format';
import { isShaky } from './quality-words';
import styles from './segments.module.css';

/** How many of the segments depend on the random start. */
export function ChanceSummary({ figures, on }: { figures: KValidity; on: ValidityBasis['otherSeeds'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { k, seedStability } = figures;
  if (!seedStability || !on) return <span>{t('segments.quality.chance.pending')}</span>;
  const count = seedStability.filter(isShaky).length;
  const users = t(on.sampled ? 'segments.quality.sampleUsers' : 'segments.quality.allUsers', { users: format.number(on.users) });
  const params = { count, k: format.number(k), seeds: format.number(on.seeds), users };
  return (
    <span className={count > 0 ? styles.shakySummary : undefined} data-shaky={count}>
      {count === 0 ? t('segments.quality.chance.none', params) : t('segments.quality.chance.some', params)}
    </span>
  );
}
