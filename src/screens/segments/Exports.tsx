import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DownloadIcon } from '../../charts/icons';
import { fileNameFor, saveBlob } from '../../charts/save';
import { exportReport, exportSegments, report } from '../../workbench/actions';
import { useWorkbench, type Run } from '../../workbench/store';
import { alertSentences } from '../drift/alert-sentence';
import { namesById, type NamedSegment } from './named-segments';
import styles from './segments.module.css';

/** What a person takes away: the users with their segments as CSV, and the run as JSON. */
export function Exports({ run, segments }: { run: Run; segments: readonly NamedSegment[] }) {
  const { t } = useTranslation();
  const language = useWorkbench((state) => state.language);
  const [busy, setBusy] = useState<'segments' | 'report' | null>(null);
  const names = namesById(segments);
  const take = async (what: 'segments' | 'report') => {
    setBusy(what);
    try {
      const { timeline, specs } = run.result;
      const blob =
        what === 'segments' ? await exportSegments(names) : await exportReport(names, alertSentences(timeline, names, language, specs));
      saveBlob(blob, fileNameFor(run.fileName, what === 'segments' ? 'segments.csv' : 'report.json'));
    } catch (error) {
      report(error);
    } finally {
      setBusy(null);
    }
  };
  return (
    <div className={styles.exports}>
      <Button
        variant="default"
        size="xs"
        leftSection={<DownloadIcon />}
        loading={busy === 'segments'}
        onClick={() => void take('segments')}
      >
        {t('segments.exports.segments')}
      </Button>
      <Button variant="default" size="xs" leftSection={<DownloadIcon />} loading={busy === 'report'} onClick={() => void take('report')}>
        {t('segments.exports.report')}
      </Button>
    </div>
  );
}
