import { ActionIcon, SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { WindowBar } from '../../../charts/share-timeline';
import { useFormat } from '../../../i18n/format';
import { WindowStepper } from '../WindowStepper';
import { SPEEDS, type Play } from './use-play';
import styles from './play.module.css';

interface Props {
  readonly bars: readonly WindowBar[];
  readonly index: number;
  readonly play: Play;
  readonly onPick: (index: number) => void;
}

/** Plays the map through the windows; a slider goes to any of them. */
export function PlayControls({ bars, index, play, onPick }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const label = t(play.playing ? 'movement.play.pause' : 'movement.play.play');
  return (
    <div className={styles.controls} role="group" aria-label={t('movement.play.label')}>
      <ActionIcon
        className={styles.play}
        variant="filled"
        size="lg"
        radius="xl"
        aria-label={label}
        title={`${label}. ${t('movement.play.space')}`}
        disabled={bars.length < 2}
        onClick={play.toggle}
      >
        <svg viewBox="0 0 16 16" width="16" height="16" fill="currentColor" aria-hidden="true" focusable="false">
          {play.playing ? (
            <path d="M3.5 2.5h3v11h-3zM9.5 2.5h3v11h-3z" />
          ) : (
            <path d="M4 2.2v11.6c0 .4.5.7.9.4l8.6-5.8c.3-.2.3-.6 0-.8L4.9 1.8c-.4-.3-.9 0-.9.4Z" />
          )}
        </svg>
      </ActionIcon>
      <WindowStepper bars={bars} index={index} onChange={onPick} />
      <SegmentedControl
        size="xs"
        aria-label={t('movement.play.speed')}
        value={String(play.speed)}
        data={SPEEDS.map((speed) => ({ value: String(speed), label: t('movement.play.times', { times: format.number(speed, 1) }) }))}
        onChange={(value) => play.setSpeed(Number(value))}
      />
    </div>
  );
}
