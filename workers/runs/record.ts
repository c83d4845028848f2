import type { BackendReport } from '../protocol/backend';
import type { FeatureSpec, FeatureSupport } from '../protocol/features';
import type { Clusterings, DenseWeights, Embedding, FusedTextKind, Projection, Segmentation } from '../protocol/model';
import type { RunSummary } from '../protocol/runs';
import type { SequenceModel } from '../protocol/sequences';

/** A dense layer of a run's network, under the name that an export gives it. */
export interface NamedLayer extends DenseWeights {
  readonly name: string;
}

/** Any other weights of it; row-major. */
export interface NamedTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** The users of one or several runs. */
export interface RunUsers {
  readonly ids: readonly string[];
}

/** What a run is beside its summary: the users' segments and places, and the model. It never changes. */
export interface RunBody {
  /** By row: index into the users' ids. */
  readonly userIndex: Uint32Array;
  /** By row: segment number, −1 in none. */
  readonly segments: Int32Array;
  /** Of the map: interleaved x, y by row, and the shares of variance of the axes. */
  readonly points: Float32Array;
  readonly explained: readonly [number, number];
  /** One a segment in the order of the summary, in the embedding. */
  readonly centres: Float32Array;
  readonly features: readonly FeatureSpec[];
  /** What the features rest on in the run's own file; absent in what an earlier version kept. */
  readonly support?: FeatureSupport;
  /** Length of the window that they were taken over, which stands in for some missing values. */
  readonly windowDays: number;
  /** Features (and what stands beside them) to code, and back; empty where no such layers were trained. */
  readonly layers: readonly NamedLayer[];
  readonly tensors: readonly NamedTensor[];
  /** Of a network that reads events in order: what its weights are about. */
  readonly sequence: Pick<SequenceModel, 'shape' | 'vocabulary'> | null;
  /** Absent where the run came with a file, and in what an earlier version kept. */
  readonly remainder?: Remainder;
}

/** What a result is beside all that: what putting it back on the screens takes, and no list or archive tells. */
export interface Remainder {
  readonly backend: BackendReport;
  /** Features that were left out since they do not vary. */
  readonly constant: readonly string[];
  readonly projection: Pick<Projection, 'mean' | 'axes'>;
  readonly embedding: Pick<Embedding, 'spread' | 'joint'>;
  /** Of a fused encoder, what tensors hold in single precision or not at all: its scales, and how much of the words its vectors keep. */
  readonly fusion?: { readonly codes: number } & Readonly<
    Partial<Record<FusedTextKind, { readonly scale: number; readonly explained: number } | null>>
  >;
  /** What places users where centres alone do not. */
  readonly segmentation: Pick<Segmentation, 'mixture' | 'density' | 'strengths'>;
  readonly clusterings: Pick<Clusterings, 'computedOn' | 'dendrogram' | 'density' | 'trainedK'>;
}

export interface KeptRun {
  readonly summary: RunSummary;
  readonly body: RunBody;
  readonly users: RunUsers;
  /** What was asked for about its segments, see ./findings; absent where nothing was. */
  readonly findings?: object;
}

export function parametersOf({ layers, tensors }: Pick<RunBody, 'layers' | 'tensors'>): number {
  const ofLayers = layers.reduce((sum, { kernel, bias }) => sum + kernel.length + bias.length, 0);
  return tensors.reduce((sum, { data }) => sum + data.length, ofLayers);
}
