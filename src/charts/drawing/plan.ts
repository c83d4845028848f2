import type { Language } from '../../i18n/make-format';
import type { ActiveUsersData } from '../active-users';
import type { CalibrationData, CalibrationWords } from '../calibration';
import type { DemandData, DemandWords } from '../demand';
import type { DendrogramData, DendrogramWords } from '../dendrogram';
import type { GridMapData, GridMapWords } from '../grid-map';
import type { ImportanceData, ImportanceWords } from '../importance';
import type { KData, KWords } from '../k-curves';
import type { KDistanceData, KDistanceWords } from '../k-distance';
import type { LiftData, LiftWords } from '../lift';
import type { LossData, LossWords } from '../loss';
import type { EarlyAccuracyData, EarlyAccuracyWords } from '../early-accuracy';
import type { HeatmapData, HeatmapWords } from '../psi-heatmap';
import type { ShareTimelineData, WindowWords } from '../share-timeline';
import type { ChartTheme } from '../theme';

/** Every chart by its kind: what it shows and the words it says it in. Plain data, since it crosses to a worker. */
export interface ChartKinds {
  readonly loss: { readonly data: LossData; readonly words: LossWords };
  readonly k: { readonly data: KData; readonly words: KWords };
  readonly 'k-distance': { readonly data: KDistanceData; readonly words: KDistanceWords };
  readonly 'share-timeline': { readonly data: ShareTimelineData; readonly words: WindowWords };
  readonly 'active-users': { readonly data: ActiveUsersData; readonly words: WindowWords };
  readonly dendrogram: { readonly data: DendrogramData; readonly words: DendrogramWords };
  readonly 'grid-map': { readonly data: GridMapData; readonly words: GridMapWords };
  readonly importance: { readonly data: ImportanceData; readonly words: ImportanceWords };
  readonly demand: { readonly data: DemandData; readonly words: DemandWords };
  readonly lift: { readonly data: LiftData; readonly words: LiftWords };
  readonly calibration: { readonly data: CalibrationData; readonly words: CalibrationWords };
  readonly 'early-accuracy': { readonly data: EarlyAccuracyData; readonly words: EarlyAccuracyWords };
  readonly 'psi-heatmap': { readonly data: HeatmapData; readonly words: HeatmapWords };
}

export type ChartKind = keyof ChartKinds;

/** A chart as data: the option function is looked up by its kind where it is drawn. */
export type ChartPlan<K extends ChartKind = ChartKind> = {
  [P in K]: { readonly kind: P; readonly data: ChartKinds[P]['data']; readonly words: ChartKinds[P]['words'] };
}[K];

/** A plan as it is to look now. */
export interface ChartSpec {
  readonly plan: ChartPlan;
  readonly theme: ChartTheme;
  readonly language: Language;
  /** Of the canvas, in CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Device pixels for one CSS pixel. */
  readonly ratio: number;
}
