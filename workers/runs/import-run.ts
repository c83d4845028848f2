import * as v from 'valibot';
import { readZip, type Zip } from '../ingest/containers/zip';
import { AppError } from '../protocol/errors';
import type { RunSummary } from '../protocol/runs';
import type { SequenceModel } from '../protocol/sequences';
import type { Assignment } from '../protocol/assignment';
import { ReportedAssignment } from '../protocol/report-assignment';
import { checkedBody } from './check-body';
import { RUN_VERSION } from './export-run';
import { learnedUnder, writeFindings } from './findings';
import { checkedNetwork } from './placing-network';
import { parametersOf, type KeptRun, type NamedLayer, type NamedTensor, type RunBody } from './record';
import { checkedFeatures, checkedSummary, checkedSupport } from './schema';
import { checkedAbout, sequenceParameters } from './sequence-tensors';
import { readLayers, readTensors } from './tfjs-model';

const finite = v.pipe(v.number(), v.finite());

const Head = v.looseObject({ shoal: v.literal('run'), version: v.number() });
const Run = v.object({
  summary: v.looseObject({}),
  explained: v.tuple([finite, finite]),
  sequence: v.nullable(v.looseObject({ shape: v.looseObject({}), vocabulary: v.looseObject({}) })),
});
const Users = v.object({ user_id: v.array(v.string()), segment: v.array(v.number()), x: v.array(finite), y: v.array(finite) });
const Segments = v.object({ segments: v.array(v.object({ centre: v.array(finite) })) });
const Preprocessing = v.object({ windowDays: finite, features: v.unknown(), support: v.optional(v.unknown()) });
const side = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const Manifest = v.object({
  weightsManifest: v.pipe(
    v.array(
      v.object({
        paths: v.array(v.string()),
        weights: v.array(v.object({ name: v.string(), shape: v.array(side), dtype: v.literal('float32') })),
      }),
    ),
    v.length(1),
  ),
});
const Placing = v.object({
  userDefinedMetadata: v.object({ shape: v.unknown(), vocabulary: v.unknown(), temperature: v.unknown(), tested: v.unknown() }),
});
const Topology = v.object({
  modelTopology: v.object({
    config: v.object({
      layers: v.array(v.object({ config: v.object({ name: v.string(), units: side, activation: v.picklist(['relu', 'linear']) }) })),
    }),
  }),
});

/**
 * A run from the archive that `exportRun` made: listed as imported, under the name that it had, or that of the file.
 *
 * @param id of the run in the list
 * @throws AppError `run-not` where it is no such archive; `run-newer` (version), `run-damaged` (part); and as `readZip` does. Params: name.
 */
export async function importRun(file: File, id: string): Promise<KeptRun> {
  const { name } = file;
  const start = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  if (start[0] !== 0x50 || start[1] !== 0x4b) throw new AppError('run-not', { name });
  const archive = new Archive(await readZip(file, name), name);
  const head = v.safeParse(Head, await archive.json('run.json', 'run-not'));
  if (!head.success) throw new AppError('run-not', { name });
  if (head.output.version > RUN_VERSION) throw new AppError('run-newer', { name, version: head.output.version });
  const run = archive.checked('run.json', () => v.parse(Run, head.output));
  const recipe = await archive.json('recipe.json');
  const users = await archive.parsed('users.json', Users);
  const { windowDays, features, support } = await archive.parsed('preprocessing.json', Preprocessing);
  const { segments } = await archive.parsed('segments.json', Segments);
  const [layers, tensors] = [await readModel(archive), await readFurther(archive)];
  const body: RunBody = {
    userIndex: Uint32Array.from(users.user_id.keys()),
    segments: Int32Array.from(users.segment),
    points: Float32Array.from({ length: 2 * users.x.length }, (_, i) => (i % 2 === 0 ? users.x : users.y)[i >> 1] ?? Number.NaN),
    explained: run.explained,
    centres: Float32Array.from(segments.flatMap(({ centre }) => centre)),
    features: archive.checked('preprocessing.json', () => checkedFeatures(features)),
    ...(support !== undefined && { support: archive.checked('preprocessing.json', () => checkedSupport(support)) }),
    windowDays,
    layers,
    tensors,
    sequence: run.sequence as unknown as Pick<SequenceModel, 'shape' | 'vocabulary'> | null,
  };
  const told = { ...run.summary, id, recipe, imported: true, pinned: false, parameters: parametersOf(body) };
  const summary = archive.checked('run.json', () => checkedSummary(told));
  const ids = { ids: users.user_id };
  archive.checked('segments.json', () => {
    const sides = new Set(segments.map(({ centre }) => centre.length));
    if (segments.length !== summary.segments.length || sides.size > 1) throw new TypeError('centres');
  });
  const findings = await readPlacing(archive, summary);
  archive.checked('users.json', () => {
    if (new Set(users.user_id).size !== users.user_id.length || users.y.length !== users.x.length) throw new TypeError('users');
    return checkedBody(body, summary, ids);
  });
  return { summary: named(summary, name), body, users: ids, ...(findings && { findings }) };
}

const named = (summary: RunSummary, file: string): RunSummary => ({ ...summary, name: summary.name ?? file.replace(/\.zip$/i, '') });

async function readModel(archive: Archive): Promise<NamedLayer[]> {
  if (!archive.has('model.json')) return [];
  const model = await archive.json('model.json');
  const bytes = await archive.bytes('weights.bin');
  return archive.checked('model.json', () => {
    const configs = v.parse(Topology, model).modelTopology.config.layers.map(({ config }) => config);
    return readLayers(configs, readTensors(v.parse(Manifest, model), bytes));
  });
}

async function readFurther(archive: Archive): Promise<NamedTensor[]> {
  if (!archive.has('sequence.json')) return [];
  const model = await archive.json('sequence.json');
  const bytes = await archive.bytes('sequence.bin');
  return archive.checked('sequence.json', () => readTensors(v.parse(Manifest, model), bytes));
}

/** The network that places new users, with how well it did, as a part to keep with the run. */
async function readPlacing(archive: Archive, { recipe, segments }: RunSummary): Promise<object | undefined> {
  const part = 'placing.json';
  if (!archive.has(part)) return undefined;
  const model = await archive.json(part);
  const bytes = await archive.bytes('placing.bin');
  return archive.checked(part, () => {
    const { shape, vocabulary, temperature, tested } = v.parse(Placing, model).userDefinedMetadata;
    const about = checkedAbout({ shape, vocabulary });
    const tensors = new Map(readTensors(v.parse(Manifest, model), bytes).map((tensor) => [tensor.name, tensor]));
    const network = checkedNetwork(
      { ...about, temperature, parameters: sequenceParameters('placing', about.shape, tensors) },
      segments.length,
    );
    const assignment = v.parse(ReportedAssignment, { none: null, assignment: tested }) as Assignment;
    return writeFindings({ looks: null, assignment, network }, undefined, learnedUnder(recipe));
  });
}

/** The files of an archive, each read once and held to what it should be. */
class Archive {
  constructor(
    private readonly zip: Zip,
    private readonly name: string,
  ) {}

  has(path: string): boolean {
    return this.zip.entries.some((entry) => entry.path === path);
  }

  /** @param missing the code where there is no such file */
  async bytes(path: string, missing: 'run-not' | 'run-damaged' = 'run-damaged'): Promise<Uint8Array> {
    const entry = this.zip.entries.find((one) => one.path === path);
    if (!entry) throw this.error(missing, path);
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    for await (const chunk of this.zip.open(entry).chunks) chunks.push(chunk as Uint8Array<ArrayBuffer>);
    return new Uint8Array(await new Blob(chunks).arrayBuffer());
  }

  async json(path: string, missing: 'run-not' | 'run-damaged' = 'run-damaged'): Promise<unknown> {
    const bytes = await this.bytes(path, missing);
    return this.checked(path, () => JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown);
  }

  async parsed<Schema extends v.GenericSchema>(path: string, schema: Schema): Promise<v.InferOutput<Schema>> {
    const value = await this.json(path);
    return this.checked(path, () => v.parse(schema, value));
  }

  /** What `work` makes of a file; where it throws, the file is damaged. */
  checked<T>(path: string, work: () => T): T {
    try {
      return work();
    } catch (cause) {
      throw this.error('run-damaged', path, cause);
    }
  }

  private error(code: 'run-not' | 'run-damaged', part: string, cause?: unknown): AppError {
    return new AppError(code, { name: this.name, part }, { cause });
  }
}
