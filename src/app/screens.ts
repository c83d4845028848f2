import type { ComponentType } from 'react';
import { DataScreen } from '../screens/data/DataScreen';
import { DataIcon, DriftIcon, ModelsIcon, SegmentsIcon } from '../ui/icons';
import { onDemand } from './on-demand';

export interface Screen {
  readonly id: 'data' | 'segments' | 'drift' | 'models';
  readonly path: string;
  readonly Icon: ComponentType;
  readonly View: ComponentType;
}

const segments = onDemand(async () => (await import('../screens/segments/SegmentsScreen')).SegmentsScreen);
const drift = onDemand(async () => (await import('../screens/drift/DriftScreen')).DriftScreen);
const models = onDemand(async () => (await import('../screens/models/ModelsScreen')).ModelsScreen);
const inspector = onDemand(async () => (await import('../screens/inspector/Inspector')).Inspector);
const updateDialog = onDemand(async () => (await import('../screens/update/UpdateDialog')).UpdateDialog);

/** What loads when it is first needed, in the order of the work. */
export const LOADERS: readonly (() => Promise<unknown>)[] = [segments, drift, inspector, updateDialog, models].map(({ load }) => load);

export const Inspector = inspector.View;
/** The dialog about a newer file. */
export const UpdateDialog = updateDialog.View;

/** The screens in the order of the work. Those with charts load when they are first opened. */
export const SCREENS: readonly Screen[] = [
  { id: 'data', path: '/data', Icon: DataIcon, View: DataScreen },
  {
    id: 'segments',
    path: '/segments',
    Icon: SegmentsIcon,
    View: segments.View,
  },
  {
    id: 'drift',
    path: '/drift',
    Icon: DriftIcon,
    View: drift.View,
  },
  { id: 'models', path: '/models', Icon: ModelsIcon, View: models.View },
];
