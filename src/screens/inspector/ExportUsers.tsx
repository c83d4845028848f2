import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { DownloadIcon } from '../../charts/icons';
import { fileNameFor, saveBlob } from '../../charts/save';
import { useExport } from '../../workbench/exports';
import { exportUsers } from '../../workbench/queries';
import type { Run } from '../../workbench/store';
import { ExportProgress } from '../segments/ExportProgress';
import { namesById, type NamedSegment } from '../segments/named-segments';

interface Props {
  readonly run: Run;
  readonly segments: readonly NamedSegment[];
  readonly rows: Uint32Array;
}

/** Saves the selected users, with the same columns as all users are exported with. */
export function ExportUsers({ run, segments, rows }: Props) {
  const { t } = useTranslation();
  const under = useExport({ ends: true });
  const names = namesById(segments);
  // Another number of segments may be chosen, or one be renamed, while what is predicted is worked out.
  const latest = useRef(names);
  useEffect(() => {
    latest.current = names;
  });
  const save = async () => saveBlob(await exportUsers(rows, latest.current), fileNameFor(run.fileName, 'users.csv'));
  return (
    <>
      <Button
        variant="default"
        size="xs"
        leftSection={<DownloadIcon />}
        loading={under.share !== null}
        onClick={() => under.start(false, save)}
      >
        {t('inspector.users.export')}
      </Button>
      <ExportProgress of={under} />
    </>
  );
}
