import { ActionIcon, Slider } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { BackIcon, NextIcon } from '../../charts/icons';
import type { WindowBar } from '../../charts/share-timeline';
import { useFormat } from '../../i18n/format';
import styles from './drift.module.css';

interface Props {
  readonly bars: readonly WindowBar[];
  readonly index: number;
  readonly onChange: (index: number) => void;
}

/** Goes through the windows with the keyboard or the hand. */
export function WindowStepper({ bars, index, onChange }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const bar = bars[index];
  const name = (at: number) => {
    const window = bars[at];
    if (!window) return '';
    return window.complete ? window.name : format.aside(window.name, t('drift.incomplete'));
  };
  return (
    <div className={styles.stepper}>
      <ActionIcon variant="default" aria-label={t('drift.window.previous')} disabled={index === 0} onClick={() => onChange(index - 1)}>
        <BackIcon />
      </ActionIcon>
      <Slider
        className={styles.slider}
        size="sm"
        min={0}
        max={Math.max(1, bars.length - 1)}
        step={1}
        label={name}
        value={index}
        disabled={bars.length < 2}
        thumbLabel={t('drift.window.stepper')}
        thumbProps={{ 'aria-valuetext': name(index) }}
        onChange={onChange}
      />
      <ActionIcon
        variant="default"
        aria-label={t('drift.window.next')}
        disabled={index >= bars.length - 1}
        onClick={() => onChange(index + 1)}
      >
        <NextIcon />
      </ActionIcon>
      <output className={styles.stepperName}>{bar ? name(index) : ''}</output>
    </div>
  );
}
