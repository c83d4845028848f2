import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format';
import { Note } from '../../ui/Note';
import { readLarge } from '../../workbench/actions';
import { SAMPLE_SHARES, sampleMemory, type LargeFile } from '../../workbench/large-file';
import { memoryWords } from './memory-words';
import classes from './LargeFileNote.module.css';

/** The file is probably too large: what it needs, what there is, and the two ways on. */
export function LargeFileNote({ large }: { large: LargeFile }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [share, setShare] = useState<number>(large.share);
  const { expected } = large;
  const need = t('data.large.need', { rows: format.compact(expected.rows), memory: format.bytes(expected.memory) });
  return (
    <Note tone="watch" title={t('data.large.title')} role="status">
      <p>{format.sentences([need, memoryWords(large, t, format)])}</p>
      <p>{t('data.large.advice')}</p>
      <div className={classes.ways}>
        <NativeSelect
          size="xs"
          label={t('data.large.share')}
          value={String(share)}
          onChange={(event) => setShare(Number(event.currentTarget.value))}
          data={SAMPLE_SHARES.map((value) => ({
            value: String(value),
            label: t('data.large.option', { share: format.percent(value, 0), memory: format.bytes(sampleMemory(expected, value)) }),
          }))}
        />
        <Button size="xs" onClick={() => void readLarge(share)}>
          {t('data.large.sample')}
        </Button>
        <Button size="xs" variant="default" onClick={() => void readLarge(null)}>
          {t('data.large.all')}
        </Button>
      </div>
    </Note>
  );
}
