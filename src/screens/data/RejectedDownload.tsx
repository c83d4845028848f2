import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QualityReport } from '../../../workers/protocol/ingest';
import { exportRejected, report } from '../../workbench/actions';
import { useWorkbench } from '../../workbench/store';
import { saveBlob } from '../../charts/save';
import { rejectedName, rejections } from './quality-figures';

/** Saves the rejected rows with line number and reason. */
export function RejectedDownload({ quality }: { quality: QualityReport }) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const working = useWorkbench((state) => state.job !== null);
  const { total } = rejections(quality);
  const save = async () => {
    setBusy(true);
    try {
      const blob = await exportRejected();
      if (blob) saveBlob(blob, rejectedName(quality.fileName));
    } catch (error) {
      report(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button variant="default" size="xs" disabled={total === 0 || working || busy} onClick={() => void save()}>
      {t(busy ? 'data.quality.downloading' : 'data.quality.download')}
    </Button>
  );
}
