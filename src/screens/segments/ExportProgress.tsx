import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ProgressBar } from '../../ui/ProgressBar';
import type { Export } from '../../workbench/exports';
import styles from './segments.module.css';

/** How far an export is with what it tells of the days to come, and a way out. */
export function ExportProgress({ of: { share, cancel } }: { of: Export }) {
  const { t } = useTranslation();
  if (share === null) return null;
  return (
    <div className={styles.exporting}>
      <ProgressBar value={share} label={t('segments.exports.predicting')} />
      <Button variant="subtle" size="xs" onClick={cancel}>
        {t('segments.exports.cancel')}
      </Button>
    </div>
  );
}
