import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat, useLanguage } from '../../../i18n/format';
import { Term } from '../../../ui/Term';
import { comparedNames } from './compared-names';
import { ComparedMaps } from './ComparedMaps';
import { WhoChanged } from './WhoChanged';
import type { Compared } from './use-compared';
import styles from './compare.module.css';

/** From which adjusted Rand index on two groupings are called so; a convention for reading, no test. */
function agreementWord(agreement: number): 'same' | 'high' | 'some' | 'low' {
  if (agreement === 1) return 'same';
  return agreement >= 0.8 ? 'high' : agreement >= 0.4 ? 'some' : 'low';
}

/** How much two runs agree, on maps, in figures and user by user. */
export function ComparedRuns({ compared }: { compared: Compared }) {
  const { t } = useTranslation();
  const format = useFormat();
  const language = useLanguage();
  const names = useMemo(() => comparedNames(compared, language), [compared, language]);
  const { both, changed, unmatched, agreement, onlyFirst, onlySecond } = compared.comparison;
  const alone = onlyFirst + onlySecond;
  return (
    <>
      <div className={styles.finding}>
        <p className={styles.headline} data-changed={changed}>
          {changed === 0
            ? t('models.compare.none')
            : t('models.compare.changed', {
                count: changed,
                users: format.number(changed),
                both: format.number(both),
                share: format.percent(changed / both),
              })}
        </p>
        <p>
          <Term note={t('models.compare.agreementNote')}>{t('models.compare.agreement')}</Term>{' '}
          <strong data-agreement={agreement}>{format.fixed(agreement, 2)}</strong>{' '}
          <span className={styles.muted}>{t(`models.compare.agreementWords.${agreementWord(agreement)}`)}</span>
        </p>
        {unmatched > 0 ? (
          <p className={styles.muted} data-unmatched={unmatched}>
            {t('models.compare.unmatched', { count: unmatched, users: format.number(unmatched) })}
          </p>
        ) : null}
        {alone > 0 ? <p className={styles.muted}>{t('models.compare.only', { count: alone, users: format.number(alone) })}</p> : null}
      </div>
      <ComparedMaps compared={compared} names={names} />
      <WhoChanged compared={compared} names={names} />
    </>
  );
}
