import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DownloadIcon } from '../../charts/icons';
import { fileNameFor, saveBlob } from '../../charts/save';
import { report } from '../../workbench/actions';
import { exportUsers } from '../../workbench/queries';
import type { Run } from '../../workbench/store';
import { namesById, type NamedSegment } from '../segments/named-segments';

interface Props {
  readonly run: Run;
  readonly segments: readonly NamedSegment[];
  readonly rows: Uint32Array;
}

/** Saves the selected users, with the same columns as all users are exported with. */
export function ExportUsers({ run, segments, rows }: Props) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      saveBlob(await exportUsers(rows, namesById(segments)), fileNameFor(run.fileName, 'users.csv'));
    } catch (error) {
      report(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button variant="default" size="xs" leftSection={<DownloadIcon />} loading={busy} onClick={() => void save()}>
      {t('inspector.users.export')}
    </Button>
  );
}
