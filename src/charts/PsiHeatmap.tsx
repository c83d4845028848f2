import { useCallback, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format';
import { Chart } from './Chart';
import type { ChartPlan } from './drawing/plan';
import { COLUMN, heatmapHeight, namesWidth, type HeatmapData, type HeatmapWords } from './psi-heatmap';

interface Props extends HeatmapData {
  readonly title: string;
  readonly fileName: string;
  readonly onCell: (window: number, feature: number) => void;
  readonly children?: ReactNode;
}

/** PSI of every feature in every window; a click selects the window. */
export function PsiHeatmap({ title, fileName, onCell, windows, features, cells, psiAct, selectedWindow, children }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useMemo<HeatmapWords>(
    () => ({
      feature: t('inspector.segment.feature'),
      threshold: t('drift.threshold'),
      sampleSizes: t('drift.sampleSizes', { n: '{{n}}', m: '{{m}}' }),
      ks: t('drift.ks'),
      jensenShannon: t('drift.jensenShannon'),
      wasserstein: t('drift.wasserstein'),
      pValue: t('drift.pValue'),
      incomplete: t('drift.incomplete'),
      reference: t('drift.reference'),
    }),
    [t],
  );
  const plan = useMemo<ChartPlan<'psi-heatmap'>>(
    () => ({ kind: 'psi-heatmap', data: { windows, features, cells, psiAct, selectedWindow }, words }),
    [windows, features, cells, psiAct, selectedWindow, words],
  );
  const table = useCallback(() => {
    const bands = { high: t('drift.heat.high'), watch: t('drift.bands.watch'), act: t('drift.bands.act') };
    const psi = new Map(cells.map((cell) => [cell.feature * windows.length + cell.window, cell]));
    return {
      columns: [words.feature, ...windows.map((window) => window.name)],
      rows: features.map((name, row) => [
        name,
        ...windows.map((_, column) => {
          const cell = psi.get(row * windows.length + column);
          if (!cell) return '';
          const figure = format.number(cell.psi, 3);
          return cell.band === 'none' ? figure : `${figure}, ${bands[cell.band]}`;
        }),
      ]),
    };
  }, [cells, windows, features, words, format, t]);
  return (
    <Chart
      title={title}
      plan={plan}
      table={table}
      fileName={fileName}
      height={heatmapHeight(features.length)}
      minWidth={namesWidth(features) + windows.length * COLUMN + 8}
      onBand={onCell}
    >
      {children}
    </Chart>
  );
}
