import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserLook } from '../../../../workers/protocol/looks';
import type { GridMapData } from '../../../charts/grid-map';
import { GridMap } from '../../../charts/GridMap';
import { fileNameFor } from '../../../charts/save';
import { clip, useFormat } from '../../../i18n/format';
import type { Run } from '../../../workbench/store';
import { unitMoving } from './layer-view';
import { stepWords } from './step-words';
import { numberTicks } from './ticks';
import { ofOneType } from './user-view';

interface Props {
  readonly run: Run;
  readonly look: UserLook;
  /** Of the network, from 0. */
  readonly layer: number;
}

/** The states of a layer after each event of one user: events × units. */
export function StatesMap({ run, look, layer }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const values = look.states[layer]!;
  const zone = run.result.recipe.mapping.timeZone;
  const words = useMemo(() => ({ row: t('looks.layers.steps'), column: t('looks.layers.unit'), value: t('looks.layers.value') }), [t]);
  const data = useMemo<GridMapData>(() => {
    const { steps, width } = look;
    const typed = !ofOneType(steps);
    return {
      values,
      rows: steps.map((step, at) => {
        return format.said(t('looks.layers.stepOf', { number: format.number(at + 1) }), stepWords(step, typed, zone, t, format));
      }),
      columns: Array.from({ length: width }, (_, unit) => t('looks.layers.unitOf', { number: format.number(unit + 1) })),
      rowTicks: numberTicks(steps.length),
      columnTicks: numberTicks(width),
      bands: [],
      unit: 'number',
      rowHeight: steps.length > 64 ? 4 : steps.length > 24 ? 7 : 14,
    };
  }, [look, values, zone, t, format]);
  const moving = unitMoving(values, look.width);
  const user = clip(look.id, 40);
  const title =
    moving === null ? t('looks.layers.noChange', { user }) : t('looks.layers.change', { user, unit: format.number(moving + 1) });
  return <GridMap title={title} fileName={fileNameFor(run.fileName, 'states.png')} data={data} words={words} />;
}
