import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { COLUMN_ROLES } from '../../../workers/protocol/recipe';
import { Note } from '../../ui/Note';
import { Card, Section } from '../../ui/Section';
import { useWorkbench, type Draft } from '../../workbench/store';
import { ColumnRow } from './ColumnRow';
import { FileNotes } from './FileNotes';
import { columnOf } from './remap';
import common from './common.module.css';
import classes from './ColumnsTable.module.css';

interface Props extends Pick<Draft, 'preview' | 'mapping'> {
  readonly disabled: boolean;
}

/** What each column was taken for, with the reason, and a select to say otherwise. */
export const ColumnsTable = memo(function ColumnsTable({ preview, mapping, disabled }: Props) {
  const { t } = useTranslation();
  // The banner above says the same for as long as it stands.
  const said = useWorkbench((state) => state.problem?.error.code);
  const roles = useMemo(() => COLUMN_ROLES.map((value) => ({ value, label: t(`data.roles.${value}`) })), [t]);
  return (
    <Section title={t('data.columns.title')} lead={t('data.columns.lead')}>
      <div className={common.stack}>
        {columnOf(mapping, 'user') < 0 && said !== 'mapping-no-user' ? <Note tone="act">{t('data.columns.noUser')}</Note> : null}
        {columnOf(mapping, 'time') < 0 && said !== 'mapping-no-time' ? <Note tone="act">{t('data.columns.noTime')}</Note> : null}
        <FileNotes preview={preview} />
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
              {preview.columns.map((column, index) => (
                <ColumnRow
                  key={index}
                  column={column}
                  index={index}
                  role={mapping.columns[index]?.role ?? 'other'}
                  roles={roles}
                  disabled={disabled}
                />
              ))}
            </tbody>
          </table>
        </Card>
      </div>
    </Section>
  );
});
