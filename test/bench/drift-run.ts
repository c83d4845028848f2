import { cluster } from '../../workers/cluster';
import { inlineCompute } from '../../workers/cluster/compute';
import { extractFeatures } from '../../workers/features';
import { windowTransitions } from '../../workers/identity/window-transitions';
import { project } from '../../workers/project';
import type { FeatureMatrix } from '../../workers/protocol/features';
import type { Embedding, Segmentation } from '../../workers/protocol/model';
import { drive } from '../../workers/protocol/progress';
import { defaultTrack } from '../../workers/protocol/recipe';
import type { Alert } from '../../workers/protocol/timeline';
import type { Transition } from '../../workers/protocol/update';
import { track } from '../../workers/track';
import { plantedShop, type Scenario } from '../fixtures/planted-shop';
import { FEATURES } from '../fixtures/tracked';

/** What a run of one generated shop found. Windows are weeks. */
export interface DriftRun {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly at: number | null;
  readonly planted: string;
  readonly alerts: readonly Pick<Alert, 'kind' | 'window' | 'features' | 'figure' | 'segment' | 'name' | 'before' | 'after'>[];
  readonly transitions: readonly {
    readonly kind: string;
    readonly window: number;
    /** Of the planted kinds. */ readonly touched: boolean;
  }[];
  readonly changePoints: number;
  readonly seconds: number;
}

// Nobody looks at the stability that bootstraps would give.
const CLUSTERING = { method: 'kmeans', restarts: 5, bootstraps: 1, tolerance: 1e-4, maxIterations: 300 } as const;

/** Features, k-means on them (no encoder; k is the number of ways to behave), the timeline by week, and the transitions along it. */
export async function driftRun(scenario: Scenario, seed: number): Promise<DriftRun> {
  const start = performance.now();
  const { events, truth, kinds, touched, at, planted } = plantedShop(scenario, seed);
  const matrix = await drive(extractFeatures(events, FEATURES));
  const embedding: Embedding = {
    users: matrix.users,
    dims: matrix.features,
    data: matrix.scaled,
    encoder: [],
    decoder: [],
    training: null,
  };
  const compute = inlineCompute();
  const clusterings = await drive(cluster(embedding, { ...CLUSTERING, k: kinds }, seed, compute, compute));
  const segmentation = clusterings.byK.get(kinds)!;
  const { timeline, maps } = await drive(
    track({
      events,
      matrix,
      embedding,
      segmentation,
      projection: project(embedding),
      features: FEATURES,
      track: { ...defaultTrack(), window: 'week' },
    }),
  );
  const numbers = Array.from({ length: segmentation.k }, (_, label) => label);
  const transitions = windowTransitions(maps, timeline.windows, timeline.referenceWindows, segmentation.k, numbers);
  return {
    scenario,
    seed,
    at,
    planted,
    alerts: timeline.alerts.map(({ kind, window, features, figure, segment, name, before, after }) => ({
      kind,
      window,
      features,
      figure,
      segment,
      name,
      before,
      after,
    })),
    transitions: transitions.map(({ window, transition }) => ({
      kind: transition.kind,
      window,
      touched: isOf(transition, kindsOf(matrix, segmentation, truth, kinds), touched, kinds - 1),
    })),
    changePoints: timeline.changePoints.length,
    seconds: (performance.now() - start) / 1000,
  };
}

/** The kind that most users of each segment are of. */
function kindsOf({ userIndex }: FeatureMatrix, { k, labels }: Segmentation, truth: Int32Array, kinds: number): number[] {
  const counts = Array.from({ length: k }, () => new Float64Array(kinds));
  labels.forEach((label, row) => counts[label]![truth[userIndex[row]!]!]!++);
  return counts.map((own) => own.indexOf(Math.max(...own)));
}

/** The segment that changed is of the kind that was touched; one that splits does so into the other behaviour. */
function isOf(transition: Transition, kindOf: readonly number[], touched: number, other: number): boolean {
  switch (transition.kind) {
    case 'emerges':
      return kindOf[transition.to] === touched;
    case 'splits':
      return kindOf[transition.from] === touched && transition.into.some(({ to }) => kindOf[to] === other);
    default:
      return kindOf[transition.from] === touched;
  }
}
