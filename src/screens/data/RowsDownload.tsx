import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QualityReport } from '../../../workers/protocol/ingest';
import { exportClean, exportRejected, report } from '../../workbench/actions';
import { useWorkbench } from '../../workbench/store';
import { saveBlob } from '../../charts/save';
import { rejections, rowsName } from './quality-figures';
import classes from './QualitySection.module.css';

const MAKE = { clean: exportClean, rejected: exportRejected };

/** Saves the rows that were kept, as cleaning left them, or the rejected ones with line number and reason. */
export function RowsDownload({ quality }: { quality: QualityReport }) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState<keyof typeof MAKE | null>(null);
  const working = useWorkbench((state) => state.job !== null);
  const save = async (part: keyof typeof MAKE) => {
    setBusy(part);
    try {
      const blob = await MAKE[part]();
      if (blob) saveBlob(blob, rowsName(quality.fileName, part));
    } catch (error) {
      report(error);
    } finally {
      setBusy(null);
    }
  };
  const button = (part: keyof typeof MAKE, rows: number) => (
    <Button variant="default" size="xs" disabled={rows === 0 || working || busy !== null} onClick={() => void save(part)}>
      {t(busy === part ? 'data.quality.downloading' : part === 'clean' ? 'data.quality.downloadClean' : 'data.quality.download')}
    </Button>
  );
  return (
    <div className={classes.downloads}>
      {button('clean', quality.kept)}
      {button('rejected', rejections(quality).total)}
    </div>
  );
}
