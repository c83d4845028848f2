import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { MappingRecipe } from '../../../../workers/protocol/recipe';
import { clip } from '../../../i18n/format';
import { columnOf } from '../remap';
import classes from './tables.module.css';

interface Props {
  readonly mapping: MappingRecipe;
  readonly disabled: boolean;
  readonly onChange: (mapping: MappingRecipe) => void;
}

/** Which columns of a table of items are its id, category, brand and title. */
export function ItemColumns({ mapping, disabled, onChange }: Props) {
  const { t } = useTranslation();
  const names = mapping.columns.map(({ name }) => ({ value: name, label: clip(name, 60) }));
  const none = { value: '', label: t('tables.items.none') };
  const ofRole = (role: 'item' | 'category') => mapping.columns[columnOf(mapping, role)]?.name ?? '';
  const setRole = (role: 'item' | 'category', name: string) =>
    onChange({
      ...mapping,
      columns: mapping.columns.map((column) =>
        column.name === name ? { ...column, role } : column.role === role ? { ...column, role: 'other' } : column,
      ),
    });
  const setNamed = (key: 'brand' | 'title', name: string) => {
    const { [key]: _, ...rest } = mapping;
    onChange(name === '' ? rest : { ...rest, [key]: name });
  };
  return (
    <div className={classes.pickers}>
      {(['item', 'category'] as const).map((role) => (
        <NativeSelect
          key={role}
          size="xs"
          label={t(`tables.items.${role}`)}
          value={ofRole(role)}
          disabled={disabled}
          onChange={(event) => setRole(role, event.currentTarget.value)}
          data={[none, ...names]}
        />
      ))}
      {(['brand', 'title'] as const).map((key) => (
        <NativeSelect
          key={key}
          size="xs"
          label={t(key === 'title' ? 'tables.items.titleColumn' : 'tables.items.brand')}
          value={mapping[key] ?? ''}
          disabled={disabled}
          onChange={(event) => setNamed(key, event.currentTarget.value)}
          data={[none, ...names]}
        />
      ))}
    </div>
  );
}
