import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserLook } from '../../../../workers/protocol/looks';
import type { GridMapData } from '../../../charts/grid-map';
import { GridMap } from '../../../charts/GridMap';
import { fileNameFor } from '../../../charts/save';
import { useFormat } from '../../../i18n/format';
import type { Run } from '../../../workbench/store';
import { attentionView } from './attention-view';
import { stepWords } from './step-words';
import { numberTicks } from './ticks';
import { ofOneType } from './user-view';
import styles from './looks.module.css';

interface Props {
  readonly run: Run;
  readonly look: UserLook;
  readonly attention: Float32Array;
  readonly zone: string;
}

/** Which earlier events each event is read in the light of. */
export function AttentionMap({ run, look, attention, zone }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const view = useMemo(() => attentionView(attention), [attention]);
  const words = useMemo(
    () => ({ row: t('looks.attention.row'), column: t('looks.attention.column'), value: t('looks.attention.value') }),
    [t],
  );
  const data = useMemo<GridMapData>(() => {
    const { first, rows, values } = view;
    const typed = !ofOneType(look.steps);
    const step = (at: number) => {
      const name = t('looks.attention.step', { number: format.number(first + at) });
      return format.said(name, stepWords(look.steps[first + at - 1]!, typed, zone, t, format));
    };
    const names = Array.from({ length: rows }, (_, at) => step(at));
    const start = t(first > 1 ? 'looks.attention.earlier' : 'looks.attention.start');
    return {
      values,
      rows: names,
      columns: [start, ...names],
      rowTicks: numberTicks(rows, first),
      columnTicks: [{ at: 0, label: t('looks.attention.start') }, ...numberTicks(rows, first, 1).filter(({ at }) => at > 2 || rows < 12)],
      bands: [],
      unit: 'share',
      rowHeight: rows > 24 ? 8 : 14,
    };
  }, [view, look, zone, t, format]);
  const percent = (share: number) => format.percent(share, 0);
  return (
    <>
      <GridMap
        title={t('looks.attention.title', { self: percent(view.self), before: percent(view.before), rest: percent(view.rest) })}
        fileName={fileNameFor(run.fileName, 'attention.png')}
        data={data}
        words={words}
      />
      <p className={styles.muted}>{t('looks.attention.note')}</p>
    </>
  );
}
