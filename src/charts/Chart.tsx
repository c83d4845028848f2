import { ActionIcon, Tooltip } from '@mantine/core';
import { useEffect, useId, useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/format';
import type { Rect } from './drawing/bands';
import { ChartFrame } from './drawing/chart-frame';
import type { ChartPlan } from './drawing/plan';
import { HiddenTable, type ChartTable } from './HiddenTable';
import { DownloadIcon } from './icons';
import { savePng, type PngKey } from './png';
import { useChartTheme } from './theme';
import styles from './chart.module.css';

interface Props {
  /** The finding, as a sentence. */
  readonly title: string;
  /** What is drawn, as plain data; memoise it. */
  readonly plan: ChartPlan;
  /** Memoise it. */
  readonly table: () => ChartTable;
  /** Name of the PNG. */
  readonly fileName: string;
  readonly height: number;
  /** Below this the chart scrolls sideways in its own frame. */
  readonly minWidth?: number;
  /** A click anywhere in a column of the first grid, by index; `row` is the place on the other axis. */
  readonly onBand?: (column: number, row: number) => void;
  /** Told where the first grid lies on the picture, in CSS pixels, for what is laid over it. */
  readonly onGrid?: (grid: Rect | null) => void;
  readonly keys?: readonly PngKey[];
  /** Laid over the picture or below it: direct labels that can be pressed. */
  readonly beside?: ReactNode;
  /** Shown between title and picture: a note, a legend. */
  readonly children?: ReactNode;
}

/** Device pixels of a saved picture for one CSS pixel. */
const SAVED_RATIO = 2;

/** Frames a chart that is drawn elsewhere: follows theme and language, saves it as a picture, and says in words what it shows. */
export function Chart({ title, plan, table, fileName, height, minWidth = 0, onBand, onGrid, keys, beside, children }: Props) {
  const { t } = useTranslation();
  const theme = useChartTheme();
  const language = useLanguage();
  const place = useRef<HTMLDivElement>(null);
  const frame = useRef<ChartFrame | null>(null);
  const [failed, setFailed] = useState(false);
  const caption = useId();

  useEffect(() => {
    const mounted = new ChartFrame(place.current!, () => setFailed(true));
    frame.current = mounted;
    return () => {
      mounted.dispose();
      frame.current = null;
    };
  }, []);

  useEffect(() => {
    frame.current?.setScene({ plan, theme, language });
  }, [plan, theme, language]);

  useEffect(() => {
    if (!frame.current) return;
    frame.current.onBand = onBand;
    frame.current.onGrid = onGrid;
  }, [onBand, onGrid]);

  const size = useMemo(() => ({ height, minWidth }), [height, minWidth]);
  const save = async () => {
    const picture = await frame.current?.picture(SAVED_RATIO);
    if (picture) savePng([picture], SAVED_RATIO, title, theme, fileName, keys);
  };

  return (
    <figure className={styles.chart} aria-labelledby={caption}>
      <div className={styles.head}>
        <figcaption id={caption} className={styles.title}>
          {title}
        </figcaption>
        {failed ? null : (
          <Tooltip label={t('segments.charts.savePng')} withArrow={false}>
            <ActionIcon
              variant="subtle"
              color="gray"
              className={styles.save}
              onClick={() => void save()}
              aria-label={t('segments.charts.savePngOf', { title })}
            >
              <DownloadIcon />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      {children}
      {failed ? (
        <p className={styles.failed} role="status">
          {t('segments.charts.failed')}
        </p>
      ) : null}
      <div
        className={styles.scroll}
        hidden={failed}
        tabIndex={minWidth > 0 ? 0 : undefined}
        role={minWidth > 0 ? 'group' : undefined}
        aria-label={minWidth > 0 ? title : undefined}
      >
        <div ref={place} className={styles.picture} style={size} aria-hidden="true" />
        {beside}
      </div>
      <HiddenTable table={table} caption={title} shown={failed} />
    </figure>
  );
}
