import { formatFor } from '../../i18n/make-format';
import { activeUsersOption } from '../active-users';
import { baseOption, type ChartLook } from '../base-option';
import { calibrationOption } from '../calibration';
import { demandOption } from '../demand';
import { dendrogramOption } from '../dendrogram';
import { gridMapOption } from '../grid-map';
import { importanceOption } from '../importance';
import { earlyAccuracyOption } from '../early-accuracy';
import type { ChartOption } from '../echarts';
import { kCurvesOption } from '../k-curves';
import { kDistanceOption } from '../k-distance';
import { liftOption } from '../lift';
import { lossOption } from '../loss';
import { psiHeatmapOption } from '../psi-heatmap';
import { shareTimelineOption } from '../share-timeline';
import type { ChartKind, ChartKinds, ChartPlan, ChartSpec } from './plan';

const OPTIONS: { readonly [K in ChartKind]: (data: ChartKinds[K]['data'], words: ChartKinds[K]['words'], look: ChartLook) => ChartOption } =
  {
    loss: lossOption,
    k: kCurvesOption,
    'k-distance': kDistanceOption,
    'share-timeline': shareTimelineOption,
    'active-users': activeUsersOption,
    dendrogram: dendrogramOption,
    'grid-map': gridMapOption,
    importance: importanceOption,
    demand: demandOption,
    lift: liftOption,
    calibration: calibrationOption,
    'early-accuracy': earlyAccuracyOption,
    'psi-heatmap': psiHeatmapOption,
  };

function planned<K extends ChartKind>({ kind, data, words }: ChartPlan<K>, look: ChartLook): ChartOption {
  return OPTIONS[kind](data, words, look);
}

/** The whole option of a chart: what all share, and its own. */
export function optionOf({ plan, theme, language, width, height }: ChartSpec): ChartOption {
  return { ...baseOption(theme), ...planned(plan, { theme, format: formatFor(language), width, height }) };
}
