import { Button } from '@mantine/core';
import { memo, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DownloadIcon } from '../../charts/icons';
import { fileNameFor, saveBlob } from '../../charts/save';
import { exportReport } from '../../workbench/actions';
import { useExport } from '../../workbench/exports';
import { exportSegments, noSegmentWords } from '../../workbench/queries';
import { useWorkbench, type Run } from '../../workbench/store';
import { alertSentences } from '../drift/alert-sentence';
import { ExportProgress } from './ExportProgress';
import { typesOf } from '../../i18n/type-words';
import { namesById, type NamedSegment } from './named-segments';
import styles from './segments.module.css';

/** What a person takes away: the users with their segments as CSV, and the run as JSON. */
export const Exports = memo(function Exports({ run, segments }: { run: Run; segments: readonly NamedSegment[] }) {
  const { t } = useTranslation();
  const language = useWorkbench((state) => state.language);
  const [busy, setBusy] = useState<'segments' | 'report' | null>(null);
  const under = useExport();
  const working = useWorkbench((state) => state.job !== null);
  const names = namesById(segments);
  // The report may wait for its last figures, and a segment be renamed meanwhile.
  const latest = useRef(names);
  useEffect(() => {
    latest.current = names;
  });
  const take = async (what: 'segments' | 'report') => {
    const { timeline, specs } = run.result;
    const blob =
      what === 'segments'
        ? await exportSegments(latest.current)
        : await exportReport(() => ({
            names: latest.current,
            alerts: alertSentences(timeline, latest.current, language, specs, typesOf(run)),
            none: noSegmentWords(),
          }));
    saveBlob(blob, fileNameFor(run.fileName, what === 'segments' ? 'segments.csv' : 'report.json'));
  };
  const begin = (what: 'segments' | 'report') => {
    setBusy(what);
    under.start(what === 'report', () => take(what));
  };
  const busyWith = under.share === null ? null : busy;
  return (
    <div className={styles.exports}>
      <Button
        variant="default"
        size="xs"
        leftSection={<DownloadIcon />}
        loading={busyWith === 'segments'}
        disabled={busyWith === 'report'}
        onClick={() => begin('segments')}
      >
        {t('segments.exports.segments')}
      </Button>
      <Button
        variant="default"
        size="xs"
        leftSection={<DownloadIcon />}
        loading={busyWith === 'report'}
        disabled={working || busyWith === 'segments'}
        onClick={() => begin('report')}
      >
        {t('segments.exports.report')}
      </Button>
      <ExportProgress of={under} />
    </div>
  );
});
