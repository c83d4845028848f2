import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { KChoice } from '../../../workers/protocol/model';
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

/** In a comparison, where a rebuild held the number of segments there was although the rule alone takes another. */
export function HeldKNote({ choice: { rule, k, ruleK } }: { choice: KChoice }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (rule !== 'held' || ruleK === undefined) return null;
  return <Note>{t('update.note.heldK', { k: format.number(k), ruleK: format.number(ruleK) })}</Note>;
}
