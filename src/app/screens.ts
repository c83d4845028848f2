import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import { DataScreen } from '../screens/data/DataScreen';
import { DataIcon, DriftIcon, SegmentsIcon } from '../ui/icons';

export interface Screen {
  readonly id: 'data' | 'segments' | 'drift';
  readonly path: string;
  readonly Icon: ComponentType;
  readonly View: ComponentType | LazyExoticComponent<ComponentType>;
}

const segments = () => import('../screens/segments/SegmentsScreen');
const drift = () => import('../screens/drift/DriftScreen');
const inspector = () => import('../screens/inspector/Inspector');

/** What loads when it is first needed, in the order of the work. */
export const LOADERS: readonly (() => Promise<unknown>)[] = [segments, drift, inspector];

export const Inspector = lazy(async () => ({ default: (await inspector()).Inspector }));

/** The screens in the order of the work. Those with charts load when they are first opened. */
export const SCREENS: readonly Screen[] = [
  { id: 'data', path: '/data', Icon: DataIcon, View: DataScreen },
  {
    id: 'segments',
    path: '/segments',
    Icon: SegmentsIcon,
    View: lazy(async () => ({ default: (await segments()).SegmentsScreen })),
  },
  {
    id: 'drift',
    path: '/drift',
    Icon: DriftIcon,
    View: lazy(async () => ({ default: (await drift()).DriftScreen })),
  },
];
