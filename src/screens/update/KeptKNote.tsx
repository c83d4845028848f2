import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { KChoice } from '../../../workers/protocol/model';
import type { VersionKind } from '../../../workers/protocol/workspace';
import { useFormat } from '../../i18n/format';
import { Note } from '../../ui/Note';

/** In place of the figures by k, where an update computed one k alone, or a run was put back with its own. */
export function KeptKNote({ k, kind }: { k: number; kind: VersionKind }) {
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
      {t(kind === 'assign' || kind === 'tune' ? 'update.note.rebuildK' : 'update.note.putBackK', { k: format.number(k) })}
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
