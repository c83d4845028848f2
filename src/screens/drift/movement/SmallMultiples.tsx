import { ActionIcon, Button } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BackIcon, DownloadIcon, NextIcon } from '../../../charts/icons';
import { NOISE } from '../../../../workers/protocol/model';
import { segmentColour } from '../../../charts/palette';
import type { Bounds } from '../../../charts/point-map/view';
import { savePng } from '../../../charts/png';
import { fileNameFor } from '../../../charts/save';
import type { WindowBar } from '../../../charts/share-timeline';
import { useChartTheme } from '../../../charts/theme';
import { useFormat } from '../../../i18n/format';
import { Note } from '../../../ui/Note';
import { useWorkbench, type Run } from '../../../workbench/store';
import { noiseOf, type NamedSegment } from '../../segments/named-segments';
import { multiplesPicture } from './multiples-picture';
import { SMALL, SMALL_RATIO, useSmallMaps } from './use-small-maps';
import styles from './multiples.module.css';

/** More at a time are too small to read and too slow to draw. */
const PAGE = 24;

interface Props {
  readonly run: Run;
  readonly segments: readonly NamedSegment[];
  readonly bars: readonly WindowBar[];
  readonly bounds: Bounds;
  readonly onShow: (index: number) => void;
}

/** The map of every window on the same axes, side by side: to compare at a glance, to print, to save. */
export function SmallMultiples({ run, segments, bars, bounds, onShow }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const theme = useChartTheme();
  const hidden = useWorkbench((state) => state.hidden);
  const { timeline } = run.result;
  const pages = Math.max(1, Math.ceil(bars.length / PAGE));
  // The latest windows first: they are what is asked about.
  const [wanted, setWanted] = useState(pages - 1);
  const page = Math.min(wanted, pages - 1);
  const first = page * PAGE;
  const shown = bars.slice(first, first + PAGE);
  const canvases = useRef<(HTMLCanvasElement | null)[]>([]);
  const { done, failed } = useSmallMaps(canvases, timeline, first, shown.length, bounds, hidden, theme.dark);
  const windows = t(timeline.unit === 'month' ? 'drift.headline.months' : 'drift.headline.weeks', { count: shown.length });
  const title =
    pages === 1
      ? t('movement.multiples.title', { windows })
      : t('movement.multiples.some', { windows, first: shown[0]?.name ?? '', last: shown.at(-1)?.name ?? '' });
  const users = ({ activeUsers }: WindowBar) => t('movement.multiples.users', { count: activeUsers, users: format.number(activeUsers) });
  const places = [...segments, ...(noiseOf(run) ? [{ id: NOISE, name: t('segments.none.name') }] : [])];
  const keys = places.filter(({ id }) => !hidden.has(id)).map(({ id, name }) => ({ colour: segmentColour(id, theme.dark), name }));
  const save = () => {
    const maps = shown.flatMap((bar, i) => {
      const canvas = canvases.current[i];
      return canvas ? [{ canvas, name: bar.name, users: users(bar) }] : [];
    });
    savePng([multiplesPicture(maps, theme)], SMALL_RATIO, title, theme, fileNameFor(run.fileName, 'maps.png'), keys);
  };
  return (
    <div className={`shoal-sheet ${styles.sheet}`}>
      <div className={styles.head}>
        <p className={styles.paper} aria-hidden="true">
          {title}. {t('movement.multiples.fixed')}
        </p>
        <div className={styles.actions}>
          {pages > 1 ? (
            <>
              <ActionIcon
                variant="default"
                aria-label={t('movement.multiples.earlier')}
                disabled={page === 0}
                onClick={() => setWanted(page - 1)}
              >
                <BackIcon />
              </ActionIcon>
              <span className={styles.muted}>
                {t('movement.multiples.page', { first: first + 1, last: first + shown.length, all: bars.length })}
              </span>
              <ActionIcon
                variant="default"
                aria-label={t('movement.multiples.later')}
                disabled={page === pages - 1}
                onClick={() => setWanted(page + 1)}
              >
                <NextIcon />
              </ActionIcon>
            </>
          ) : null}
          <Button variant="default" size="xs" disabled={done < shown.length} onClick={() => window.print()}>
            {t('movement.multiples.print')}
          </Button>
          <Button variant="default" size="xs" leftSection={<DownloadIcon />} disabled={done < shown.length} onClick={save}>
            {t('segments.charts.savePng')}
          </Button>
        </div>
      </div>
      <ul className={styles.keys}>
        {keys.map(({ colour, name }) => (
          <li key={name}>
            <span className={styles.dot} style={{ backgroundColor: colour }} /> {name}
          </li>
        ))}
      </ul>
      {failed ? <Note tone="act">{t('movement.multiples.failed')}</Note> : null}
      <p className="visually-hidden" role="status">
        {done < shown.length ? t('movement.multiples.drawing', { done: format.number(done), all: format.number(shown.length) }) : ''}
      </p>
      <ol className={styles.grid} aria-busy={done < shown.length}>
        {shown.map((bar, i) => (
          <li key={first + i}>
            <button
              type="button"
              className={styles.map}
              aria-label={format.said(t('movement.multiples.show', { window: bar.name }), users(bar))}
              onClick={() => onShow(first + i)}
            >
              <span className={styles.caption}>
                <strong>{bar.name}</strong>
                <span>{users(bar)}</span>
              </span>
              <canvas
                ref={(canvas) => {
                  canvases.current[i] = canvas;
                }}
                width={SMALL.width * SMALL_RATIO}
                height={SMALL.height * SMALL_RATIO}
                data-waiting={i >= done || undefined}
              />
              {bar.complete ? null : <span className={styles.muted}>{t('drift.incomplete')}</span>}
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}
