import { useTranslation } from 'react-i18next';
import type { Outcome, Separation } from '../../../../workers/protocol/comparison';
import { useFormat } from '../../../i18n/format';
import { Marked } from './Marked';
import styles from './methods.module.css';

/** How far segments lie apart in an outcome: of money the share explained, of a rate Cramér’s V, with the interval, what chance makes of it and the spread. */
export function OutcomeCell({ outcome, separation, isBest }: { outcome: Outcome; separation: Separation | undefined; isBest: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (!separation) return <>–</>;
  const { explained, shuffled, spread } = separation;
  const figure = (share: number) => (outcome === 'value' ? format.percent(share) : format.fixed(Math.sqrt(share), 2));
  return (
    <>
      <Marked isBest={isBest}>{figure(explained.value)}</Marked>
      <span className={styles.beside}>
        {figure(explained.low)}–{figure(explained.high)}
      </span>
      <span className={styles.beside}>{t('comparison.byChance', { value: figure(shuffled) })}</span>
      <span className={styles.beside}>
        {outcome === 'value'
          ? t('comparison.spreadValue', { spread: format.money(spread) })
          : t('comparison.spreadRate', { spread: format.number(100 * spread, 1) })}
      </span>
    </>
  );
}
