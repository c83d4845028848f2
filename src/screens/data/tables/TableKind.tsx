import { NativeSelect } from '@mantine/core';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { TableProposal } from '../../../../workers/protocol/ingest';
import { TABLE_KINDS, type MappingRecipe, type TableKind as Kind } from '../../../../workers/protocol/recipe';
import { clip } from '../../../i18n/format';
import { Note } from '../../../ui/Note';
import { Card, Section } from '../../../ui/Section';
import { setMapping } from '../../../workbench/actions';
import { useWorkbench } from '../../../workbench/store';
import common from '../common.module.css';
import classes from './tables.module.css';

interface Props {
  readonly proposal: TableProposal;
  readonly mapping: MappingRecipe;
  readonly disabled: boolean;
}

/** What one row of the file was taken for, why, and a select to say otherwise. */
export const TableKind = memo(function TableKind({ proposal, mapping, disabled }: Props) {
  const { t } = useTranslation();
  // The banner above says the same for as long as it stands.
  const said = useWorkbench((state) => state.problem?.error.code);
  const kind = mapping.kind ?? 'events';
  const { key, params } = proposal.reason;
  const named = (name: string) => clip(String(params[name] ?? ''), 60);
  const words = { column: named('column'), user: named('user'), time: named('time') };
  const why = kind === proposal.kind ? t(`tables.why.${key}`, words) : t('tables.why.manual');
  return (
    <Section title={t('tables.title')}>
      <div className={common.stack}>
        <Card>
          <div className={classes.kind}>
            <NativeSelect
              label={t('tables.kind')}
              value={kind}
              disabled={disabled}
              onChange={(event) => void setMapping(proposal.mappings[event.currentTarget.value as Kind])}
              data={TABLE_KINDS.map((value) => ({ value, label: t(`tables.kinds.${value}`) }))}
            />
            <p className={classes.why}>{why}</p>
          </div>
        </Card>
        {kind === 'items' && said !== 'items-alone' ? <Note tone="act">{t('tables.itemsAlone')}</Note> : null}
      </div>
    </Section>
  );
});
