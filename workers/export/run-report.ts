import { dependencies, version } from '../../package.json';
import type { Assignment } from '../protocol/assignment';
import type { BackendReport } from '../protocol/backend';
import type { DirtFigures } from '../protocol/cleaning';
import type { ExportWords } from '../protocol/engine';
import type { FeatureMatrix } from '../protocol/features';
import type { QualityReport } from '../protocol/ingest';
import type { Importances, Looks } from '../protocol/looks';
import type { ReportedLooks } from '../protocol/looks-schema';
import type { Clusterings, Segmentation, TrainingReport } from '../protocol/model';
import type { SegmentPortrait } from '../protocol/portraits';
import type { Categories } from '../protocol/categories';
import type { Demand } from '../protocol/demand';
import type { Outcomes } from '../protocol/outcomes';
import type { Predictions } from '../protocol/predictions';
import type { StageId } from '../protocol/progress';
import type { Recipe } from '../protocol/recipe';
import { REPORT_VERSION, type RunReport } from '../protocol/report';
import type { Timeline } from '../protocol/timeline';
import type { VersionKind } from '../protocol/workspace';

export interface ReportedFile {
  readonly name: string;
  readonly size: number;
  readonly lastModified?: number;
}

/** Everything that a run leaves and the report tells. */
export interface RunReportInput {
  readonly file: ReportedFile;
  /** Files that updates added, oldest first. */
  readonly laterFiles?: readonly ReportedFile[];
  readonly kind?: VersionKind;
  readonly recipe: Recipe;
  readonly quality: QualityReport;
  readonly backend: BackendReport;
  readonly seconds: Readonly<Partial<Record<StageId, number>>>;
  readonly matrix: FeatureMatrix;
  readonly training: TrainingReport | null;
  readonly clusterings: Clusterings;
  /** The one shown: clusterings.byK at the chosen k. */
  readonly segmentation: Segmentation;
  /** In the order of labels; a portrait's id is its label. */
  readonly portraits: readonly SegmentPortrait[];
  /** By label: the number under which the report lists the segment. */
  readonly numbers: readonly number[];
  /** With segment numbers in place of labels. */
  readonly timeline: Timeline;
  /** Null where they are not known yet. */
  readonly predictions?: Predictions | null;
  readonly outcomes?: Outcomes | null;
  readonly categories?: Categories | null;
  readonly demand?: Demand | null;
  readonly assignment?: Assignment | null;
  readonly looks?: Looks | null;
  readonly words: ExportWords;
}

/** Traits of each segment that the report lists. */
const TOP_TRAITS = 10;

/** The report names no user. */
function withoutNames({ suspects: _suspects, ...figures }: DirtFigures): Omit<DirtFigures, 'suspects'> {
  return figures;
}

/** The run as one plain document: no typed arrays, null for figures that are not finite, so that JSON.stringify loses nothing. */
export function runReport(input: RunReportInput): RunReport {
  const {
    file,
    laterFiles = [],
    kind,
    recipe,
    backend,
    matrix,
    training,
    timeline,
    predictions,
    outcomes,
    categories,
    demand,
    assignment,
    looks,
    words,
    seconds,
  } = input;
  const { fileName: _name, fileSize: _size, unwrapped, dirt, ...quality } = input.quality;
  return plain<RunReport>({
    recipe,
    file: { ...plainFile(file), ...(unwrapped && unwrapped.parts.length > 1 ? { parts: unwrapped.parts } : {}) },
    ...(laterFiles.length > 0 ? { laterFiles: laterFiles.map(plainFile) } : {}),
    ...(kind ? { kind } : {}),
    quality: { ...quality, ...(dirt ? { dirt: withoutNames(dirt) } : {}) },
    backend: { active: backend.active, choice: backend.choice, probes: backend.probes },
    seed: recipe.seed,
    timings: seconds,
    window: { users: matrix.users, from: matrix.from, to: matrix.to, end: matrix.end, constantFeatures: matrix.constant },
    features: matrix.specs.map(({ key: _key, ...spec }) => spec),
    training,
    segments: segments(input),
    validity: {
      choice: input.clusterings.choice,
      basis: input.clusterings.basis,
      computedOn: input.clusterings.computedOn,
      byK: input.clusterings.validity,
      ...(input.clusterings.density ? { density: input.clusterings.density } : {}),
    },
    timeline: { ...timeline, alerts: timeline.alerts.map((alert, index) => ({ ...alert, text: words.alerts[index] ?? '' })) },
    ...(predictions ? { predictions } : {}),
    ...(outcomes ? { outcomes } : {}),
    ...(categories ? { categories } : {}),
    ...(demand ? { demand } : {}),
    ...(assignment ? { assignment } : {}),
    ...(looks ? { looks: byFeatureId(looks, matrix) } : {}),
    versions: { shoal: version, tfjs: dependencies['@tensorflow/tfjs-core'], schema: REPORT_VERSION },
  });
}

/** What a model looks at, features by id in place of their index. */
function byFeatureId({ features, tokens }: Looks, { specs }: FeatureMatrix): ReportedLooks {
  const told = ({ items, ...rest }: Importances) => ({
    items: items.map((item) => ({
      ...item,
      of: item.of.kind === 'feature' ? { ...item.of, feature: specs[item.of.feature]!.id } : item.of,
    })),
    ...rest,
  });
  return { features: features && told(features), tokens: tokens && told(tokens) };
}

const plainFile = ({ name, size, lastModified }: ReportedFile) => ({ name, size, ...(lastModified === undefined ? {} : { lastModified }) });

function segments({ matrix, segmentation, portraits, numbers, words }: RunReportInput) {
  const means = featureMeans(matrix, segmentation);
  const dims = segmentation.centres.length / segmentation.k;
  return portraits.map(({ id, name: _parts, traits, ...portrait }) => ({
    id: numbers[id]!,
    name: words.names[numbers[id]!] ?? '',
    ...portrait,
    centre: Object.fromEntries(matrix.specs.map((spec, feature) => [spec.id, means[id * matrix.features + feature]!])),
    centreEmbedding: segmentation.centres.subarray(id * dims, (id + 1) * dims),
    traits: traits.slice(0, TOP_TRAITS),
  }));
}

/** k × features: mean in own units over the users of the segment that have a value, NaN where nobody has. */
function featureMeans({ users, features, raw }: FeatureMatrix, { k, labels }: Segmentation): Float64Array {
  const sums = new Float64Array(k * features);
  const counts = new Float64Array(k * features);
  for (let row = 0; row < users; row++) {
    const label = labels[row]!;
    if (label < 0) continue;
    for (let feature = 0; feature < features; feature++) {
      const value = raw[row * features + feature]!;
      if (Number.isNaN(value)) continue;
      sums[label * features + feature]! += value;
      counts[label * features + feature]! += 1;
    }
  }
  return sums.map((sum, cell) => sum / counts[cell]!);
}

/** `Plain` as it may look before it is made plain: typed arrays for lists, NaN for null. */
type Draft<Plain> = Plain extends readonly (infer Item)[]
  ? readonly Draft<Item>[] | (Item extends number | null ? Float32Array : never)
  : Plain extends object
    ? { readonly [Key in keyof Plain]: Draft<Plain[Key]> }
    : Plain;

function plain<Plain>(draft: Draft<Plain>): Plain {
  return plainValue(draft) as Plain;
}

function plainValue(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'object' || value === null) return value;
  if (ArrayBuffer.isView(value)) return Array.from(value as Float32Array, plainValue);
  if (Array.isArray(value)) return value.map(plainValue);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== undefined)
      .map(([key, part]) => [key, plainValue(part)]),
  );
}
