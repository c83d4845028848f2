import { DAY_MS } from '../features/feature-set';
import { FUSED_TEXTS, type Embedding, type FusedPart, type FusedText } from '../protocol/model';
import type { RunForecasts, RunSegment, RunSummary } from '../protocol/runs';
import {
  learnedUnder,
  parametersOf,
  sequenceTensors,
  writeFindings,
  type Found,
  type KeptRun,
  type NamedLayer,
  type NamedTensor,
  type Remainder,
  type RunBody,
  type RunUsers,
} from '../runs';
import { filesOf } from './keeping';
import { numberedLabels } from './numbered';
import type { RunState } from './run';

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** Runs of one table share its ids. */
const usersOf = new WeakMap<readonly string[], RunUsers>();

function sharedUsers(ids: readonly string[]): RunUsers {
  let users = usersOf.get(ids);
  if (!users) usersOf.set(ids, (users = { ids }));
  return users;
}

/** Users that were kept stand for the ids of a table that are the same, so that runs to come share them. */
export function shareUsers(ids: readonly string[], users: RunUsers): void {
  if (users.ids.length === ids.length && users.ids.every((id, i) => id === ids[i])) usersOf.set(ids, users);
}

/** Another k under the same model is another result of one run, unless what there was is pinned. */
function before(run: RunState, runs: readonly KeptRun[]): KeptRun | undefined {
  const ofRun = runs.filter(({ summary }) => summary.at === run.madeAt && !summary.imported);
  return ofRun.find((kept) => sameSegments(kept, run)) ?? ofRun.find(({ summary }) => !summary.pinned);
}

function sameSegments({ summary }: KeptRun, { numbers, segmentation }: RunState): boolean {
  return summary.segments.length === segmentation.k && summary.segments.every(({ number }, label) => number === numbers[label]);
}

function freeId(run: RunState, runs: readonly KeptRun[]): string {
  const taken = new Set(runs.map(({ summary }) => summary.id));
  let id = `${run.madeAt}`;
  for (let n = 2; taken.has(id); n++) id = `${run.madeAt}-${n}`;
  return id;
}

/** Whether it can be put back on the screens: what an earlier version kept cannot, but the run itself, while it is there, has all that takes. */
const isWhole = ({ support, remainder }: RunBody) => support !== undefined && remainder !== undefined;

/** A run for the list. What the person said of it, and what has not changed, is that of the one that is there. */
export function runRecord(run: RunState, forecasts: RunForecasts, found: Found, runs: readonly KeptRun[]): KeptRun {
  const known = before(run, runs);
  const kept = known && sameSegments(known, run) ? known : null;
  const body = kept && isWhole(kept.body) ? kept.body : bodyOf(run);
  const typed = new Map(kept?.summary.segments.map((segment) => [segment.number, segment.typed]));
  const { name = null, pinned = false } = known?.summary ?? {};
  const summary: RunSummary = {
    id: known?.summary.id ?? freeId(run, runs),
    name,
    pinned,
    imported: false,
    at: run.madeAt,
    kind: run.kind,
    files: filesOf(run.opened),
    users: run.matrix.users,
    recipe: run.recipe,
    backend: run.backend.active,
    seconds: run.seconds,
    training: run.embedding.training,
    validity: run.clusterings.validity.find(({ k }) => k === run.segmentation.k) ?? null,
    basis: run.clusterings.basis,
    forecasts,
    segments: segmentsOf(run, typed),
    parameters: parametersOf(body),
  };
  const findings = writeFindings(found, kept?.findings, learnedUnder(run.recipe));
  if (kept && kept.body === body && kept.findings === findings && same(kept.summary, summary)) return kept;
  const users = kept?.users ?? sharedUsers(run.opened.ingested.events.userIds);
  return { summary, body, users, ...(findings && { findings }) };
}

function segmentsOf({ portraits, numbers }: RunState, typed: ReadonlyMap<number, string | null>): RunSegment[] {
  return portraits.map(({ id, size, name }) => {
    const number = numbers[id]!;
    return { number, users: size, name, typed: typed.get(number) ?? null };
  });
}

function bodyOf(run: RunState): RunBody {
  const { matrix, segmentation, numbers, projection, embedding } = run;
  return {
    userIndex: matrix.userIndex,
    segments: numberedLabels(segmentation.labels, numbers),
    points: projection.points,
    explained: projection.explained,
    centres: segmentation.centres,
    features: matrix.specs,
    support: matrix.support,
    windowDays: (matrix.to - matrix.from) / DAY_MS,
    layers: layersOf(embedding),
    tensors: tensorsOf(embedding),
    sequence: embedding.sequence ? { shape: embedding.sequence.shape, vocabulary: embedding.sequence.vocabulary } : null,
    remainder: remainderOf(run),
  };
}

function remainderOf({ backend, matrix, projection, embedding, segmentation, clusterings }: RunState): Remainder {
  const { spread, joint, fusion } = embedding;
  const { mixture, density, strengths } = segmentation;
  const { computedOn, dendrogram, density: report, trainedK } = clusterings;
  return {
    backend,
    constant: matrix.constant,
    projection: { mean: projection.mean, axes: projection.axes },
    embedding: { ...(spread && { spread }), ...(joint && { joint }) },
    ...(fusion && {
      fusion: {
        codes: fusion.codes.scale,
        text: remainderOfText(fusion.text),
        words: remainderOfText(fusion.words),
        profile: remainderOfText(fusion.profile),
      },
    }),
    segmentation: { ...(mixture && { mixture }), ...(density && { density }), ...(strengths && { strengths }) },
    clusterings: { computedOn, ...(dendrogram && { dendrogram }), ...(report && { density: report }), ...(trainedK && { trainedK }) },
  };
}

const remainderOfText = (text: FusedText | null | undefined) => (text ? { scale: text.scale, explained: text.model.explained } : null);

function layersOf({ encoder, decoder }: Embedding): NamedLayer[] {
  const named = (layers: Embedding['encoder'], stem: string, last: string) =>
    layers.map((layer, i) => ({ ...layer, name: i === layers.length - 1 ? last : `${stem}_${i + 1}` }));
  return [...named(encoder, 'encoder', 'code'), ...named(decoder, 'decoder', 'output')];
}

function tensorsOf({ sequence, fusion }: Embedding): NamedTensor[] {
  const tensors = sequence ? sequenceTensors('sequence', sequence) : [];
  if (fusion && fusion.codes.mean.length > 0) tensors.push(...partOf('codes', fusion.codes));
  for (const kind of FUSED_TEXTS) {
    const text = fusion?.[kind];
    if (!text) continue;
    const { grams = 1, buckets, dims, idf, projection } = text.model;
    tensors.push(
      ...partOf(kind, text),
      { name: `${kind}/grams`, shape: [1], data: Float32Array.of(grams) },
      { name: `${kind}/idf`, shape: [buckets], data: idf },
      { name: `${kind}/projection`, shape: [buckets, dims], data: projection },
    );
  }
  return tensors;
}

function partOf(name: string, { mean, scale }: FusedPart): NamedTensor[] {
  return [
    { name: `fusion/${name}/mean`, shape: [mean.length], data: mean },
    { name: `fusion/${name}/scale`, shape: [1], data: Float32Array.of(scale) },
  ];
}
