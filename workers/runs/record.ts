import type { FeatureSpec } from '../protocol/features';
import type { DenseWeights } from '../protocol/model';
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
  /** Length of the window that they were taken over, which stands in for some missing values. */
  readonly windowDays: number;
  /** Features (and what stands beside them) to code, and back; empty where no such layers were trained. */
  readonly layers: readonly NamedLayer[];
  readonly tensors: readonly NamedTensor[];
  /** Of a network that reads events in order: what its weights are about. */
  readonly sequence: Pick<SequenceModel, 'shape' | 'vocabulary'> | null;
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
