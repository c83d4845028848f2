import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format';
import { Note } from '../../ui/Note';
import { changeSettings } from '../../workbench/actions';
import { trainedWhole } from '../../workbench/stopped-training';
import { useWorkbench } from '../../workbench/store';

/** Among the settings: where a training ends since a person made do with what it had learned, which no field says; and the way back to all of its epochs. */
export function StoppedSetting({ disabled }: { disabled: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const encoder = useWorkbench((state) => state.settings.encoder);
  const { reading, joining, rounds } = encoder.stopped ?? {};
  const parts = [
    ['readingStopped', reading],
    ['joiningStopped', joining],
    ['roundsStopped', rounds],
  ] as const;
  const told = parts.flatMap(([field, at]) => (at === undefined ? [] : [format.said(t(`models.fields.${field}`), format.number(at))]));
  if (told.length === 0) return null;
  return (
    <Note
      action={
        <Button size="xs" variant="default" disabled={disabled} onClick={() => changeSettings({ encoder: trainedWhole(encoder) })}>
          {t('data.stopped.whole')}
        </Button>
      }
    >
      {told.join(' · ')}
    </Note>
  );
}
