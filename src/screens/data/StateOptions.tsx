import { MultiSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { clip, useFormat } from '../../i18n/format';
import { setMapping } from '../../workbench/actions';
import type { Draft } from '../../workbench/store';
import { columnOf } from './remap';

interface Props extends Pick<Draft, 'preview' | 'mapping'> {
  /** null while the file is read. */
  readonly rowsRead: number | null;
  readonly disabled: boolean;
}

/** Which order states mean that an order was cancelled, and which that it was not paid. A state means one of the two at most. */
export function StateOptions({ preview, mapping, rowsRead, disabled }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { cancelledStates: cancelled = [], unpaidStates: unpaid = [] } = mapping;
  const held = preview.values[columnOf(mapping, 'status')] ?? [];
  const { sampledRows } = preview;
  const counted =
    held.length > 0 && rowsRead !== null && rowsRead > sampledRows
      ? t('data.reading.statesCounted', { rows: format.number(sampledRows) })
      : '';
  const known = new Set(held.map(({ value }) => value));
  const options = [
    ...held.map(({ value, count }) => ({ value, label: format.aside(clip(value, 60), format.compact(count)) })),
    // States that the system is known for may lie beyond the sample.
    ...[...new Set([...cancelled, ...unpaid])].filter((value) => !known.has(value)).map((value) => ({ value, label: clip(value, 60) })),
  ];
  const shared = {
    inputWrapperOrder: ['label' as const, 'input' as const, 'description' as const],
    nothingFoundMessage: t('data.reading.noState'),
    comboboxProps: { keepMounted: false },
    searchable: true,
    hidePickedOptions: true,
    disabled,
    data: options,
  };
  const placeholder = (states: readonly string[]) => (states.length === 0 ? t('data.reading.pickState') : undefined);
  const without = (states: readonly string[], taken: readonly string[]) => states.filter((state) => !taken.includes(state));
  return (
    <>
      <MultiSelect
        {...shared}
        label={t('data.reading.cancelledStates')}
        description={format.sentences([t('data.reading.cancelledNote'), counted])}
        placeholder={placeholder(cancelled)}
        value={[...cancelled]}
        onChange={(states) => void setMapping({ ...mapping, cancelledStates: states, unpaidStates: without(unpaid, states) })}
      />
      <MultiSelect
        {...shared}
        label={t('data.reading.unpaidStates')}
        description={format.sentences([t('data.reading.unpaidNote'), counted])}
        placeholder={placeholder(unpaid)}
        value={[...unpaid]}
        onChange={(states) => void setMapping({ ...mapping, unpaidStates: states, cancelledStates: without(cancelled, states) })}
      />
    </>
  );
}
