import { ActionIcon, Tooltip } from '@mantine/core';
import { useEffect, useId, useMemo, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { baseOption } from './base-option';
import { DownloadIcon } from './icons';
import styles from './chart.module.css';
import { init, type ChartOption, type ECharts } from './echarts';
import { savePng, type PngKey } from './png';
import { useChartTheme, type ChartTheme } from './theme';

/** The same figures as a table, for those who hear the page. */
export interface ChartTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

interface Props {
  /** The finding, as a sentence. */
  readonly title: string;
  /** A pure function of data and theme; memoise it. `width` is the canvas's, in CSS pixels. */
  readonly option: (theme: ChartTheme, width: number) => ChartOption;
  readonly table: ChartTable;
  /** Name of the PNG. */
  readonly fileName: string;
  readonly height: number;
  /** Below this the chart scrolls sideways in its own frame. */
  readonly minWidth?: number;
  /** A click anywhere in a column of the first grid, by index; `row` is the place on the other axis. */
  readonly onBand?: (column: number, row: number) => void;
  readonly keys?: readonly PngKey[];
  /** Laid over the picture or below it: direct labels that can be pressed. */
  readonly beside?: ReactNode;
  /** Shown between title and picture: a note, a legend. */
  readonly children?: ReactNode;
}

/** Mounts a chart: follows size, theme and language, saves it as a picture, and says in words what it shows. */
export function Chart({ title, option, table, fileName, height, minWidth = 0, onBand, keys, beside, children }: Props) {
  const { t } = useTranslation();
  const theme = useChartTheme();
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts | null>(null);
  const latest = useRef({ option, theme, onBand });
  const caption = useId();

  useEffect(() => {
    latest.current = { option, theme, onBand };
  });

  useEffect(() => {
    const element = place.current!;
    const instance = init(element, undefined, { renderer: 'canvas' });
    chart.current = instance;
    const draw = () => {
      const { option: make, theme: tokens } = latest.current;
      instance.setOption({ ...baseOption(tokens), ...make(tokens, element.clientWidth) }, { notMerge: true });
    };
    const observer = new ResizeObserver(() => {
      if (element.clientWidth === 0) return;
      instance.resize();
      draw();
    });
    observer.observe(element);
    const bandAt = (x: number, y: number): readonly [number, number] | null => {
      if (!instance.containPixel({ gridIndex: 0 }, [x, y])) return null;
      const [column, row] = instance.convertFromPixel({ gridIndex: 0 }, [x, y]) as [number, number];
      return [Math.round(column), Math.round(row)];
    };
    const pointer = instance.getZr();
    pointer.on('click', ({ offsetX, offsetY }: { offsetX: number; offsetY: number }) => {
      const band = bandAt(offsetX, offsetY);
      if (band) latest.current.onBand?.(...band);
    });
    pointer.on('mousemove', ({ offsetX, offsetY }: { offsetX: number; offsetY: number }) => {
      pointer.setCursorStyle(latest.current.onBand && bandAt(offsetX, offsetY) ? 'pointer' : 'default');
    });
    return () => {
      observer.disconnect();
      instance.dispose();
      chart.current = null;
    };
  }, []);

  useEffect(() => {
    const element = place.current;
    if (!element || !chart.current || element.clientWidth === 0) return;
    chart.current.setOption({ ...baseOption(theme), ...option(theme, element.clientWidth) }, { notMerge: true });
  }, [option, theme]);

  const size = useMemo(() => ({ height, minWidth }), [height, minWidth]);
  const save = () => {
    const instance = chart.current;
    if (!instance) return;
    const ratio = 2;
    const picture = instance.renderToCanvas({ pixelRatio: ratio, backgroundColor: theme.surface });
    savePng([picture], ratio, title, theme, fileName, keys);
  };

  return (
    <figure className={styles.chart} aria-labelledby={caption}>
      <div className={styles.head}>
        <figcaption id={caption} className={styles.title}>
          {title}
        </figcaption>
        <Tooltip label={t('segments.charts.savePng')} withArrow={false}>
          <ActionIcon
            variant="subtle"
            color="gray"
            className={styles.save}
            onClick={save}
            aria-label={t('segments.charts.savePngOf', { title })}
          >
            <DownloadIcon />
          </ActionIcon>
        </Tooltip>
      </div>
      {children}
      <div
        className={styles.scroll}
        tabIndex={minWidth > 0 ? 0 : undefined}
        role={minWidth > 0 ? 'group' : undefined}
        aria-label={minWidth > 0 ? title : undefined}
      >
        <div ref={place} style={size} aria-hidden="true" />
        {beside}
      </div>
      <HiddenTable table={table} caption={title} />
    </figure>
  );
}

function HiddenTable({ table, caption }: { table: ChartTable; caption: string }) {
  return (
    <div className={styles.hidden}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {table.columns.map((column, i) => (
              <th key={i} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, i) => (
            <tr key={i}>
              {row.map((cell, j) =>
                j === 0 ? (
                  <th key={j} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td key={j}>{cell}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
