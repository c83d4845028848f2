import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './methods.module.css';

/** A figure; the best of its column in bold, which is said to whoever does not see it. */
export function Marked({ isBest, children }: { isBest: boolean; children: ReactNode }) {
  const { t } = useTranslation();
  if (!isBest) return children;
  return (
    <strong className={styles.best}>
      {children}
      <span className="visually-hidden"> {t('comparison.best')}</span>
    </strong>
  );
}
