import { useTranslation } from 'react-i18next';
import { effectSize } from '../../i18n/feature-words';
import { useFormat } from '../../i18n/format';
import { segmentToken } from '../../charts/palette';
import styles from './segments.module.css';

/** Standardised differences beyond this fill the bar. */
const FULL = 2;

/** Cohen's d as a bar to the left (lower) or right (higher) of the average, with its word. */
export function EffectBar({ effect, id }: { effect: number; id: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const size = effectSize(effect);
  const share = Math.min(1, Math.abs(effect) / FULL) * 50;
  const direction = effect < 0 ? t('segments.card.lower') : t('segments.card.higher');
  const word = t(`segments.card.effect.${size}`);
  return (
    <span className={styles.effect} title={t('segments.card.effectSaid', { size: word, direction, d: format.number(effect, 2) })}>
      <span className={styles.effectTrack} aria-hidden="true">
        <span
          className={styles.effectFill}
          style={{ left: `${effect < 0 ? 50 - share : 50}%`, width: `${share}%`, backgroundColor: segmentToken(id) }}
        />
      </span>
      <span className={styles.effectWord}>
        {word} <span aria-hidden="true">{size === 'none' ? '' : effect < 0 ? '↓' : '↑'}</span>
        <span className="visually-hidden">{size === 'none' ? '' : direction}</span>
      </span>
    </span>
  );
}
