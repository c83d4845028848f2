import { ActionIcon, Tooltip } from '@mantine/core';
import { useCallback, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format';
import chart from '../chart.module.css';
import { HiddenTable } from '../HiddenTable';
import { DownloadIcon } from '../icons';
import { savePng } from '../png';
import { useChartTheme } from '../theme';
import { FlowCard } from './FlowCard';
import { flowsBySize, type FlowCell, type FlowTable } from './flows';
import { matrixPicture } from './matrix-picture';
import { MatrixTable } from './MatrixTable';
import { Sankey } from './Sankey';
import { svgPicture } from './svg-picture';
import { useWidth } from './use-width';
import { placeName, type MigrationWords } from './words';
import styles from './migration.module.css';

interface Props {
  /** The finding, as a sentence. */
  readonly title: string;
  readonly lead: string;
  readonly fileName: string;
  readonly table: FlowTable;
  readonly words: MigrationWords;
  readonly view: 'flows' | 'matrix';
  readonly shares: boolean;
  /** {@link flowKey} of the flow that is selected. */
  readonly selected: string | null;
  readonly onFlow: (cell: FlowCell) => void;
}

const SAVED_RATIO = 2;

/** Who went from which segment to which, as ribbons or as a matrix. */
export function MigrationChart({ title, lead, fileName, table, words, view, shares, selected, onFlow }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const theme = useChartTheme();
  const caption = useId();
  const help = useId();
  const [frame, width] = useWidth<HTMLDivElement>();
  const svg = useRef<SVGSVGElement>(null);
  const [hover, setHover] = useState<{ readonly cell: FlowCell; readonly x: number; readonly y: number } | null>(null);
  const onHover = useCallback((cell: FlowCell | null, x = 0, y = 0) => setHover(cell && { cell, x, y }), []);
  const rows = useCallback(
    () => ({
      columns: [words.from, words.to, t('movement.figures.counts'), t('movement.figures.shares')],
      rows: flowsBySize(table).map((cell) => [
        placeName(words, 'from', cell.from),
        placeName(words, 'to', cell.to),
        format.number(cell.users),
        format.percent(cell.shareFrom),
      ]),
    }),
    [table, words, format, t],
  );
  const save = async () => {
    const picture =
      view === 'matrix'
        ? matrixPicture(table, words, shares, format, theme, SAVED_RATIO)
        : svg.current && (await svgPicture(svg.current, SAVED_RATIO));
    if (picture) savePng([picture], SAVED_RATIO, title, theme, fileName);
  };
  return (
    <figure className={chart.chart} aria-labelledby={caption}>
      <div className={chart.head}>
        <figcaption id={caption} className={chart.title}>
          {title}
        </figcaption>
        <Tooltip label={t('segments.charts.savePng')} withArrow={false}>
          <ActionIcon
            variant="subtle"
            color="gray"
            className={chart.save}
            onClick={() => void save()}
            aria-label={t('segments.charts.savePngOf', { title })}
          >
            <DownloadIcon />
          </ActionIcon>
        </Tooltip>
      </div>
      <p className={styles.lead}>{lead}</p>
      <div ref={frame} className={styles.frame}>
        {view === 'matrix' ? (
          <MatrixTable
            table={table}
            words={words}
            shares={shares}
            selected={selected}
            title={title}
            help={help}
            onFlow={onFlow}
            onHover={onHover}
          />
        ) : width > 0 ? (
          <Sankey table={table} words={words} width={width} selected={selected} svg={svg} help={help} onFlow={onFlow} onHover={onHover} />
        ) : null}
        {hover ? <FlowCard x={hover.x} y={hover.y} sentence={words.sentence(hover.cell)} shares={words.shares(hover.cell)} /> : null}
      </div>
      <p id={help} className="visually-hidden">
        {view === 'matrix' ? t('movement.matrix.help') : t('movement.sankey.help')}
      </p>
      {view === 'flows' ? (
        <>
          <p className={styles.note}>{t('movement.sankey.kept')}</p>
          <HiddenTable table={rows} caption={title} />
        </>
      ) : null}
    </figure>
  );
}
