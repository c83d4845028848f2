import { MultiSelect, NativeSelect } from '@mantine/core';
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

/** Which columns of a table of items are its id, category, brand and title, and of which others the words count. */
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
  const { attributes = [] } = mapping;
  const taken = new Set([ofRole('item'), ofRole('category'), mapping.brand, mapping.title]);
  const others = names.filter(({ value }) => !taken.has(value));
  const free = new Set(others.map(({ value }) => value));
  const setOthers = (chosen: string[]) =>
    onChange({
      ...mapping,
      attributes: chosen.map((name) => attributes.find((each) => each.name === name) ?? { name, as: 'text' as const }),
    });
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
      {others.length > 0 ? (
        <MultiSelect
          size="xs"
          className={classes.wide}
          label={t('tables.items.others')}
          description={t('tables.items.othersNote')}
          inputWrapperOrder={['label', 'input', 'description']}
          comboboxProps={{ keepMounted: false }}
          searchable
          hidePickedOptions
          disabled={disabled}
          nothingFoundMessage={t('tables.items.none')}
          data={others}
          value={attributes.filter(({ as, name }) => as !== 'ignore' && free.has(name)).map(({ name }) => name)}
          onChange={setOthers}
        />
      ) : null}
    </div>
  );
}
