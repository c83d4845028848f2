import { NativeSelect } from '@mantine/core';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { FilePreview, RoleReason } from '../../../workers/protocol/ingest';
import type { ColumnRole } from '../../../workers/protocol/recipe';
import { clip, useFormat, type Format } from '../../i18n/format';
import { setMapping } from '../../workbench/actions';
import { useWorkbench } from '../../workbench/store';
import { assignRole } from './remap';
import classes from './ColumnsTable.module.css';

interface Props {
  readonly column: FilePreview['columns'][number];
  readonly index: number;
  readonly role: ColumnRole;
  readonly roles: readonly { readonly value: ColumnRole; readonly label: string }[];
  readonly disabled: boolean;
}

/** One column of the file. */
export const ColumnRow = memo(function ColumnRow({ column, index, role, roles, disabled }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = clip(column.name, 60);
  const examples = column.examples
    .slice(0, 3)
    .map((example) => clip(example, 32))
    .join(' · ');
  return (
    <tr data-unused={role === 'other' || undefined}>
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
          data={roles}
        />
      </td>
      <td className={classes.reason}>
        {role === column.role ? t(`data.reasons.${column.reason.key}`, figures(column.reason, format)) : t('data.reasons.manual')}
      </td>
      <td className={classes.examples} title={examples || undefined}>
        {examples || t('data.columns.empty')}
      </td>
    </tr>
  );
});

function choose(index: number, role: ColumnRole): void {
  const { draft } = useWorkbench.getState();
  if (draft) void setMapping(assignRole(draft.preview, draft.mapping, index, role));
}

/** The reason's figures as the language writes them. */
function figures({ params = {} }: RoleReason, format: Format): { distinct: string } {
  return { distinct: format.number(Number(params['distinct'] ?? Number.NaN)) };
}
