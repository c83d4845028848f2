import { Button } from '@mantine/core';
import { memo, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DownloadIcon } from '../../charts/icons';
import { fileNameFor, saveBlob } from '../../charts/save';
import { exportReport, report } from '../../workbench/actions';
import { exportSegments, noSegmentWords } from '../../workbench/queries';
import { useWorkbench, type Run } from '../../workbench/store';
import { alertSentences } from '../drift/alert-sentence';
import { namesById, type NamedSegment } from './named-segments';
import styles from './segments.module.css';

/** What a person takes away: the users with their segments as CSV, and the run as JSON. */
export const Exports = memo(function Exports({ run, segments }: { run: Run; segments: readonly NamedSegment[] }) {
  const { t } = useTranslation();
  const language = useWorkbench((state) => state.language);
  const [busy, setBusy] = useState<'segments' | 'report' | null>(null);
  const working = useWorkbench((state) => state.job !== null);
  const names = namesById(segments);
  // The report may wait for its last figures, and a segment be renamed meanwhile.
  const latest = useRef(names);
  useEffect(() => {
    latest.current = names;
  });
  const take = async (what: 'segments' | 'report') => {
    setBusy(what);
    try {
      const { timeline, specs } = run.result;
      const blob =
        what === 'segments'
          ? await exportSegments(latest.current)
          : await exportReport(() => ({
              names: latest.current,
              alerts: alertSentences(timeline, latest.current, language, specs),
              none: noSegmentWords(),
            }));
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
      <Button
        variant="default"
        size="xs"
        leftSection={<DownloadIcon />}
        loading={busy === 'report'}
        disabled={working}
        onClick={() => void take('report')}
      >
        {t('segments.exports.report')}
      </Button>
    </div>
  );
});
