import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useFormat } from '../../i18n/format';
import { Note } from '../../ui/Note';

/** In place of the figures by k, where an update computed one k alone. */
export function KeptKNote({ k }: { k: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Note
      action={
        <Button component={Link} href="/data" size="xs" variant="default">
          {t('update.note.rebuildAction')}
        </Button>
      }
    >
      {t('update.note.rebuildK', { k: format.number(k) })}
    </Note>
  );
}
