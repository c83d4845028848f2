import { useCallback, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format';
import { Chart } from './Chart';
import { COLUMN, heatmapHeight, namesWidth, psiBand, psiHeatmapOption, type HeatmapData, type HeatmapWords } from './psi-heatmap';
import type { ChartTheme } from './theme';

interface Props extends HeatmapData {
  readonly title: string;
  readonly fileName: string;
  readonly onCell: (window: number, feature: number) => void;
  readonly children?: ReactNode;
}

/** PSI of every feature in every window; a click selects the window. */
export function PsiHeatmap({ title, fileName, onCell, windows, features, cells, selectedWindow, children }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useMemo<HeatmapWords>(
    () => ({
      feature: t('inspector.segment.feature'),
      threshold: t('drift.threshold'),
      users: (n, m) => t('drift.sampleSizes', { n: format.number(n), m: format.number(m) }),
      ks: t('drift.ks'),
      jensenShannon: t('drift.jensenShannon'),
      wasserstein: t('drift.wasserstein'),
      pValue: t('drift.pValue'),
      incomplete: t('drift.incomplete'),
      reference: t('drift.reference'),
      number: (value) => format.number(value, 3),
    }),
    [t, format],
  );
  const data = useMemo(() => ({ windows, features, cells, selectedWindow }), [windows, features, cells, selectedWindow]);
  const option = useCallback((theme: ChartTheme) => psiHeatmapOption(data, words, theme), [data, words]);
  const table = useMemo(() => {
    const psi = new Map(cells.map((cell) => [cell.feature * windows.length + cell.window, cell]));
    return {
      columns: [words.feature, ...windows.map((window) => window.name)],
      rows: features.map((name, row) => [
        name,
        ...windows.map((_, column) => {
          const cell = psi.get(row * windows.length + column);
          if (!cell) return '';
          const band = psiBand(cell.psi, cell.threshold);
          return band === 'none' ? words.number(cell.psi) : `${words.number(cell.psi)}, ${t(`drift.bands.${band}`)}`;
        }),
      ]),
    };
  }, [cells, windows, features, words, t]);
  return (
    <Chart
      title={title}
      option={option}
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
