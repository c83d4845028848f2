import { Button, NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Timeline } from '../../../../workers/protocol/timeline';
import type { WindowBar } from '../../../charts/share-timeline';
import { useFormat } from '../../../i18n/format';
import { endsPair, withWindow, type WindowPair } from './window-pair';
import styles from './movement.module.css';

interface Props {
  readonly timeline: Timeline;
  readonly bars: readonly WindowBar[];
  readonly pair: WindowPair;
  readonly onChange: (pair: WindowPair) => void;
}

/** Which two windows are held against one another. */
export function WindowPicker({ timeline, bars, pair, onChange }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = ({ name: window, complete }: WindowBar) => (complete ? window : format.aside(window, t('drift.incomplete')));
  const options = bars.map((bar, index) => ({ value: String(index), label: name(bar) }));
  const same = (other: WindowPair | null) => other?.from === pair.from && other.to === pair.to;
  const before = { from: pair.to - 1, to: pair.to };
  const ends = endsPair(timeline);
  const quick = (label: string, choice: WindowPair) => (
    <Button variant={same(choice) ? 'light' : 'default'} size="xs" aria-pressed={same(choice)} onClick={() => onChange(choice)}>
      {label}
    </Button>
  );
  return (
    <div className={styles.pickers}>
      <NativeSelect
        size="xs"
        label={t('movement.windows.from')}
        value={String(pair.from)}
        data={options.slice(0, -1)}
        onChange={(event) => onChange(withWindow(pair, 'from', Number(event.currentTarget.value)))}
      />
      <NativeSelect
        size="xs"
        label={t('movement.windows.to')}
        value={String(pair.to)}
        data={options.slice(1)}
        onChange={(event) => onChange(withWindow(pair, 'to', Number(event.currentTarget.value)))}
      />
      <div className={styles.quick} role="group" aria-label={t('movement.windows.quick')}>
        {quick(t(timeline.unit === 'month' ? 'movement.windows.monthBefore' : 'movement.windows.weekBefore'), before)}
        {ends ? quick(t('movement.windows.ends'), ends) : null}
      </div>
    </div>
  );
}
