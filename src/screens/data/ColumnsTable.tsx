import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RoleReason } from '../../../workers/protocol/ingest';
import { COLUMN_ROLES, type ColumnRole } from '../../../workers/protocol/recipe';
import { clip, useFormat, type Format } from '../../i18n/format';
import { Note } from '../../ui/Note';
import { Card, Section } from '../../ui/Section';
import { setMapping } from '../../workbench/actions';
import { useWorkbench, type Draft } from '../../workbench/store';
import { assignRole, columnOf } from './remap';
import classes from './data.module.css';

/** What each column was taken for, with the reason, and a select to say otherwise. */
export function ColumnsTable({ draft, disabled }: { draft: Draft; disabled: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { preview, mapping } = draft;
  // The banner above says the same for as long as it stands.
  const said = useWorkbench((state) => state.problem?.error.code);
  const choose = (index: number, role: ColumnRole) => void setMapping(assignRole(preview, mapping, index, role));
  return (
    <Section title={t('data.columns.title')} lead={t('data.columns.lead')}>
      <div className={classes.stack}>
        {columnOf(mapping, 'user') < 0 && said !== 'mapping-no-user' ? <Note tone="act">{t('data.columns.noUser')}</Note> : null}
        {columnOf(mapping, 'time') < 0 && said !== 'mapping-no-time' ? <Note tone="act">{t('data.columns.noTime')}</Note> : null}
        <Card flush>
          <table className={classes.columns}>
            <thead>
              <tr>
                <th scope="col">{t('data.columns.name')}</th>
                <th scope="col">{t('data.columns.role')}</th>
                <th scope="col">{t('data.columns.reason')}</th>
                <th scope="col">{t('data.columns.examples')}</th>
              </tr>
            </thead>
            <tbody>
              {preview.columns.map((column, index) => {
                const role = mapping.columns[index]?.role ?? 'other';
                const reason =
                  role === column.role ? t(`data.reasons.${column.reason.key}`, figures(column.reason, format)) : t('data.reasons.manual');
                const name = clip(column.name, 60);
                return (
                  <tr key={index} data-unused={role === 'other' || undefined}>
                    <th scope="row" title={clip(column.name, 300)}>
                      {name}
                    </th>
                    <td className={classes.roleCell}>
                      <NativeSelect
                        size="xs"
                        aria-label={t('data.columns.roleOf', { name })}
                        title={t(`data.roleNotes.${role}`)}
                        value={role}
                        disabled={disabled}
                        onChange={(event) => choose(index, event.currentTarget.value as ColumnRole)}
                        data={COLUMN_ROLES.map((value) => ({ value, label: t(`data.roles.${value}`) }))}
                      />
                    </td>
                    <td className={classes.reason}>{reason}</td>
                    <td className={classes.examples}>
                      {column.examples.length > 0
                        ? column.examples
                            .slice(0, 3)
                            .map((example) => clip(example, 32))
                            .join(' · ')
                        : t('data.columns.empty')}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </Card>
      </div>
    </Section>
  );
}

/** The reason's figures as the language writes them. */
function figures({ params = {} }: RoleReason, format: Format): { distinct: string } {
  return { distinct: format.number(Number(params['distinct'] ?? Number.NaN)) };
}
