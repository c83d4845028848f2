import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Activations } from '../../../../workers/protocol/looks';
import type { GridMapData } from '../../../charts/grid-map';
import { GridMap } from '../../../charts/GridMap';
import { fileNameFor } from '../../../charts/save';
import { useChartTheme } from '../../../charts/theme';
import { clip, useFormat } from '../../../i18n/format';
import type { Run } from '../../../workbench/store';
import type { NamedSegment } from '../../segments/named-segments';
import { bandMeans, bandsOf, unitApart } from './layer-view';
import { numberTicks } from './ticks';
import styles from './looks.module.css';

/** CSS pixels that the picture takes, whatever the number of users. */
const HEIGHT = 400;

interface Props {
  readonly run: Run;
  readonly segments: readonly NamedSegment[];
  readonly activations: Activations;
}

/** Users × units, segment by segment. */
export function UsersMap({ run, segments, activations }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { dark } = useChartTheme();
  const { values, of } = activations;
  const rows = activations.segments.length;
  const units = values.length / rows;
  const bands = useMemo(
    () =>
      bandsOf(activations.segments, (id) => clip(segments.find((segment) => segment.id === id)?.name ?? t('segments.none.name'), 40), dark),
    [activations, segments, dark, t],
  );
  const words = useMemo(() => ({ row: t('looks.layers.users'), column: t('looks.layers.unit'), value: t('looks.layers.value') }), [t]);
  const columns = useMemo(
    () => Array.from({ length: units }, (_, unit) => t('looks.layers.unitOf', { number: format.number(unit + 1) })),
    [units, t, format],
  );
  const data = useMemo<GridMapData>(
    () => ({
      values,
      rows: bands.flatMap(({ from, to, name }) => Array<string>(to - from).fill(name)),
      columns,
      rowTicks: bands.map(({ from, to, name }) => ({ at: Math.floor((from + to - 1) / 2), label: name })),
      columnTicks: numberTicks(units),
      bands,
      unit: 'number',
      rowHeight: Math.max(2, Math.min(12, Math.floor(HEIGHT / rows))),
    }),
    [values, bands, columns, units, rows],
  );
  const apart = useMemo(() => unitApart(activations, bands), [activations, bands]);
  const table = useCallback(() => {
    const means = bandMeans(values, units, bands);
    return {
      columns: [t('looks.layers.segment'), ...columns],
      rows: bands.map(({ name }, band) => [name, ...columns.map((_, unit) => format.significant(means[band * units + unit]!))]),
    };
  }, [values, units, bands, columns, t, format]);
  const title = apart
    ? t('looks.layers.apart', { unit: format.number(apart.unit + 1), share: format.percent(apart.share, 0) })
    : t('looks.layers.level');
  return (
    <>
      <GridMap title={title} fileName={fileNameFor(run.fileName, 'activations.png')} data={data} words={words} table={table} />
      <p className={styles.muted}>
        {rows < of
          ? t('looks.layers.sample', { shown: format.number(rows), users: format.number(of) })
          : t('looks.layers.all', { users: format.number(of) })}
      </p>
    </>
  );
}
