import { useTranslation } from 'react-i18next';
import type { ValidityBasis } from '../../../workers/protocol/model';
import { useFormat } from '../../i18n/format';
import { Term } from '../../ui/Term';
import { isShaky, stabilityWord } from './quality-words';
import styles from './segments.module.css';

/** Whether a segment comes back under another random start: in plain sight where it does not. */
export function ChanceLine({ jaccard, on }: { jaccard: number; on: NonNullable<ValidityBasis['otherSeeds']> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const users = t(on.sampled ? 'segments.quality.sampleUsers' : 'segments.quality.allUsers', { users: format.number(on.users) });
  return (
    <p className={isShaky(jaccard) ? styles.shaky : styles.muted} data-chance={stabilityWord(jaccard)}>
      <Term note={t('segments.card.chanceNote', { seeds: format.number(on.seeds), users })}>
        {t(`segments.card.chance.${stabilityWord(jaccard)}`, { share: format.percent(jaccard, 0) })}
      </Term>
    </p>
  );
}
