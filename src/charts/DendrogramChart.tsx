import { useCallback, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format';
import { Chart } from './Chart';
import { layout, type DendrogramData } from './dendrogram';
import type { Rect } from './drawing/bands';
import type { ChartPlan } from './drawing/plan';
import type { CutRange } from './tree-cut';
import { TreeCutLine } from './TreeCutLine';

interface Props {
  readonly title: string;
  readonly fileName: string;
  readonly data: DendrogramData;
  readonly nameOf: (segment: number) => string;
  /** Cuts the tree elsewhere; null where it stays as it is cut. Busy: not at present. */
  readonly cutting: { readonly range: CutRange; readonly busy: boolean; readonly onCut: (k: number) => void } | null;
  readonly children?: ReactNode;
}

/** The top of the hierarchy that the segments are cut from, and a line across it that cuts it elsewhere. */
export function DendrogramChart({ title, fileName, data, nameOf, cutting, children }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [grid, setGrid] = useState<Rect | null>(null);
  const words = useMemo(
    () => ({
      users: t('segments.tree.users'),
      height: t('segments.tree.height'),
      cut: t('segments.tree.cut', { k: data.k }),
    }),
    [t, data.k],
  );
  const plan = useMemo<ChartPlan<'dendrogram'>>(() => ({ kind: 'dendrogram', data, words }), [data, words]);
  const table = useCallback(
    () => ({
      columns: [t('segments.tree.cluster'), t('segments.tree.users'), t('segments.tree.segment')],
      rows: layout(data).order.map((cluster, at) => [
        format.number(at + 1),
        format.number(data.sizes[cluster]!),
        nameOf(data.segments[cluster]!),
      ]),
    }),
    [data, t, format, nameOf],
  );
  return (
    <Chart
      title={title}
      plan={plan}
      table={table}
      fileName={fileName}
      height={320}
      minWidth={560}
      onGrid={setGrid}
      beside={grid && cutting ? <TreeCutLine data={data} grid={grid} {...cutting} /> : null}
    >
      {children}
    </Chart>
  );
}
