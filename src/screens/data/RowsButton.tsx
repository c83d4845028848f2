import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { report } from '../../workbench/actions';
import { useWorkbench } from '../../workbench/store';
import { saveBlob } from '../../charts/save';
import { rowsName } from './quality-figures';

interface Props {
  readonly part: 'clean' | 'rejected';
  /** How many there are. */
  readonly rows: number;
  readonly fileName: string;
  readonly make: () => Promise<Blob | null>;
  /** What it is called where its words alone do not say of which file it is. */
  readonly name?: string;
}

/** Saves rows of a file, collected when it is pressed. */
export function RowsButton({ part, rows, fileName, make, name }: Props) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const working = useWorkbench((state) => state.job !== null);
  const save = async () => {
    setBusy(true);
    try {
      const blob = await make();
      if (blob) saveBlob(blob, rowsName(fileName, part));
    } catch (error) {
      report(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button variant="default" size="xs" aria-label={name} disabled={rows === 0 || working || busy} onClick={() => void save()}>
      {t(busy ? 'data.quality.downloading' : part === 'clean' ? 'data.quality.downloadClean' : 'data.quality.download')}
    </Button>
  );
}
