import { useState, type KeyboardEvent, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { AWAY, type UserPath } from '../../../workers/protocol/movement';
import type { Timeline } from '../../../workers/protocol/timeline';
import { segmentToken } from '../../charts/palette';
import { useFormat, useLanguage } from '../../i18n/format';
import { windowTick } from '../../i18n/window-words';
import styles from './user-path.module.css';

interface Props {
  readonly path: UserPath;
  readonly timeline: Timeline;
  /** A window's figures in words. */
  readonly figures: (window: number) => string;
}

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 6, PageDown: -6 };
const LINE = 36;

/** A box a window in the segment's colour, hollow where the user was away, over a line of their events; a cursor says the exact figures. */
export function UserPathStrip({ path, timeline, figures }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const language = useLanguage();
  const count = path.segments.length;
  const [cursor, setCursor] = useState<number | null>(null);
  const at = cursor ?? lastActive(path);
  const most = Math.max(1, ...path.events);
  const point = (window: number) => `${window + 0.5} ${LINE - 2 - (path.events[window]! / most) * (LINE - 6)}`;
  const line = Array.from({ length: count }, (_, window) => point(window)).join('L');
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key] ?? (event.key === 'Home' ? -count : event.key === 'End' ? count : 0);
    if (step === 0) return;
    event.preventDefault();
    setCursor(Math.min(count - 1, Math.max(0, at + step)));
  };
  const onPointer = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    setCursor(Math.min(count - 1, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * count))));
  };
  const ticks = [...new Set([0, Math.floor((count - 1) / 2), count - 1])];
  return (
    <div className={styles.path}>
      <div className={styles.scroll}>
        <div
          className={styles.picture}
          style={{ minWidth: `${count * 5}px` }}
          role="slider"
          tabIndex={0}
          aria-label={t('movement.path.cursor')}
          aria-valuemin={0}
          aria-valuemax={count - 1}
          aria-valuenow={at}
          aria-valuetext={figures(at)}
          onKeyDown={onKeyDown}
          onPointerMove={onPointer}
          onPointerDown={onPointer}
          onPointerLeave={() => setCursor(null)}
          onBlur={() => setCursor(null)}
        >
          <div className={styles.boxes} style={{ gridTemplateColumns: `repeat(${count}, minmax(0, 1fr))` }}>
            {Array.from(path.segments, (id, window) => (
              <span
                key={window}
                className={styles.box}
                data-away={id === AWAY || undefined}
                data-at={(cursor !== null && window === at) || undefined}
                style={id === AWAY ? undefined : { backgroundColor: segmentToken(id) }}
              />
            ))}
          </div>
          <svg className={styles.line} viewBox={`0 0 ${count} ${LINE}`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <path className={styles.area} d={`M0.5 ${LINE - 2}L${line}L${count - 0.5} ${LINE - 2}Z`} />
            <path className={styles.stroke} d={`M${line}`} />
          </svg>
          <div className={styles.axis} aria-hidden="true">
            {ticks.map((window) => (
              <span
                key={window}
                style={{ left: `${((window + 0.5) / count) * 100}%` }}
                data-end={window === 0 ? 'first' : window === count - 1 ? 'last' : undefined}
              >
                {windowTick(timeline, timeline.windows[window]?.label ?? '', language)}
              </span>
            ))}
          </div>
        </div>
      </div>
      <p className={styles.readout} aria-hidden="true">
        {figures(at)}
      </p>
      <p className={styles.unit}>{t('movement.path.most', { most: format.number(most) })}</p>
    </div>
  );
}

function lastActive({ segments }: UserPath): number {
  const last = segments.findLastIndex((id) => id !== AWAY);
  return last < 0 ? segments.length - 1 : last;
}
