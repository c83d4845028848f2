import { keysOfNames, type Ingested } from '../ingest';
import { zone as zoneOf } from '../math/zone';
import { AppError } from '../protocol/errors';
import type { CodedColumn, EventTable, KeyedColumn } from '../protocol/events';
import { noRejections } from '../protocol/ingest';
import type { Clusterings, Segmentation } from '../protocol/model';
import type { Opened, RunState } from './run';

type Parts = Record<string, object>;

/** What the part `ingested` holds beside the events. */
interface KeptReading {
  readonly quality: Ingested['quality'];
  readonly rejected: Ingested['rejected'];
  readonly suspects?: Ingested['suspects'];
}

interface KeptFile {
  readonly name: string;
  readonly type: string;
  readonly lastModified: number;
}

type Appended = Opened['appended'][number];
type KeptAppended = Omit<Appended, 'file'> & { readonly file: KeptFile };
type KeptOpened = Omit<Opened, 'file' | 'ingested' | 'appended' | 'joined'> & {
  readonly file: KeptFile;
  readonly appended: readonly KeptAppended[];
  /** Absent before there were tables to join. */
  readonly joined?: readonly KeptAppended[];
};
type KeptRun = Omit<RunState, 'opened' | 'matrix' | 'embedding' | 'clusterings' | 'segmentation' | 'tracked'> & {
  /** null: the one that the clusterings hold for the chosen k. */
  readonly segmentation: Segmentation | null;
};

interface Rest {
  readonly opened: KeptOpened;
  readonly run: KeptRun | null;
}

/**
 * Parts that are made for keeping, by what they are made from, so that the same state gives the same objects and nothing is written
 * twice. Entries go when the state goes.
 */
const eventParts = new WeakMap<EventTable, object>();
const readingParts = new WeakMap<Ingested['quality'], object>();
const sourceParts = new WeakMap<File, Blob>();
const restParts = new WeakMap<Opened | RunState, object>();

function remembered<K extends object, P extends object>(parts: WeakMap<K, P>, key: K, make: () => P): P {
  let part = parts.get(key);
  if (!part) parts.set(key, (part = make()));
  return part;
}

/** What has been read and built, as parts to keep. A run over another file than `opened` is left out. */
export function decompose(opened: Opened, run: RunState | null): Parts {
  const { events, quality, rejected, suspects } = opened.ingested;
  const parts: Parts = {
    events: remembered(eventParts, events, () => ({ ...events, zone: events.zone.name })),
    ingested: remembered(readingParts, quality, () => ({ quality, rejected, ...(suspects && { suspects }) }) satisfies KeptReading),
  };
  const keep = (name: string) => (file: File, i: number) => (parts[`${name}-${i}`] = sourceParts.get(file) ?? file);
  [opened.file, ...opened.appended.map(({ file }) => file)].forEach(keep('source'));
  opened.joined?.map(({ file }) => file).forEach(keep('joined'));
  if (run?.opened !== opened) {
    parts['rest'] = remembered(restParts, opened, () => restOf(opened, null));
    return parts;
  }
  const { matrix, embedding, clusterings, tracked } = run;
  return { ...parts, matrix, embedding, clusterings, tracked, rest: remembered(restParts, run, () => restOf(opened, run)) };
}

function restOf(opened: Opened, run: RunState | null): Rest {
  const { file, ingested: _, appended, joined = [], ...openedRest } = opened;
  const kept = (one: Appended) => ({ ...one, file: keptFile(one.file) });
  const keptOpened = { ...openedRest, file: keptFile(file), appended: appended.map(kept), joined: joined.map(kept) };
  if (!run) return { opened: keptOpened, run: null };
  const { opened: _o, matrix: _m, embedding: _e, clusterings, segmentation, tracked: _t, ...runRest } = run;
  return { opened: keptOpened, run: { ...runRest, segmentation: segmentation === chosenOf(clusterings) ? null : segmentation } };
}

const keptFile = ({ name, type, lastModified }: File): KeptFile => ({ name, type, lastModified });
const chosenOf = (clusterings: Clusterings) => clusterings.byK.get(clusterings.choice.k) ?? null;

export interface Composed {
  readonly opened: Opened;
  readonly run: RunState | null;
  /** Names of the files whose bytes were not kept: an empty file stands for them, and their rejected rows cannot be exported. */
  readonly absent: readonly string[];
}

/**
 * The state that {@link decompose} was given; null where there are no parts, since nothing had been read.
 *
 * @throws AppError `workspace-damaged` (params: name) where parts are missing or do not fit each other; `recipe-invalid` where the
 * browser does not know the time zone.
 */
export function compose(parts: Readonly<Record<string, object>>, workspace: string): Composed | null {
  if (Object.keys(parts).length === 0) return null;
  try {
    return composed(parts);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('workspace-damaged', { name: workspace }, { cause });
  }
}

function composed(parts: Readonly<Record<string, object>>): Composed {
  const rest = part<Rest>(parts, 'rest', ['opened', 'run']);
  const absent: string[] = [];
  const source = (kept: KeptFile, part: string): File => {
    const blob = parts[part];
    if (!(blob instanceof Blob)) absent.push(kept.name);
    const { name, type, lastModified } = kept;
    const file = new File(blob instanceof Blob ? [blob] : [], name, { type, lastModified });
    if (blob instanceof Blob) sourceParts.set(file, blob);
    return file;
  };
  const { file, appended, joined = [], ...openedRest } = rest.opened;
  const opened: Opened = {
    ...openedRest,
    file: source(file, 'source-0'),
    appended: appended.map((one, i) => ({ ...one, file: source(one.file, `source-${i + 1}`) })),
    joined: joined.map((one, i) => ({ ...one, file: source(one.file, `joined-${i}`) })),
    ingested: composeIngested(parts),
  };
  if (!rest.run) {
    restParts.set(opened, rest);
    return { opened, run: null, absent };
  }
  const matrix = part<RunState['matrix']>(parts, 'matrix', ['raw', 'scaled', 'specs', 'support']);
  const embedding = part<RunState['embedding']>(parts, 'embedding', ['data', 'encoder', 'decoder']);
  const clusterings = part<Clusterings>(parts, 'clusterings', ['byK', 'choice']);
  const tracked = part<RunState['tracked']>(parts, 'tracked', ['timeline', 'maps']);
  const segmentation = rest.run.segmentation ?? chosenOf(clusterings);
  if (!segmentation || segmentation.labels.length !== matrix.users || embedding.users !== matrix.users) throw new TypeError('users');
  const run: RunState = { ...rest.run, opened, matrix, embedding, clusterings, segmentation, tracked };
  restParts.set(run, rest);
  return { opened, run, absent };
}

type KeptEvents = Omit<EventTable, 'zone' | 'session'> & { readonly zone: string; readonly session: KeyedColumn | CodedColumn | null };

function composeIngested(parts: Readonly<Record<string, object>>): Ingested {
  const kept = part<KeptEvents>(parts, 'events', ['time', 'userIds', 'userOffsets', 'zone']);
  const { quality, rejected, suspects } = part<KeptReading>(parts, 'ingested', ['quality', 'rejected']);
  const events: EventTable = { ...kept, session: keyedSession(kept.session), zone: zoneOf(kept.zone) };
  if (events.session === kept.session) eventParts.set(events, kept);
  // Reasons that came later are missing in what an earlier version kept.
  const complete = { ...quality, rejected: { ...noRejections(), ...quality.rejected } };
  readingParts.set(complete, parts['ingested']!);
  return { events, quality: complete, rejected, ...(suspects && { suspects }) };
}

/** Earlier versions kept the names of sessions, of which the keys are the hashes. */
function keyedSession(session: KeyedColumn | CodedColumn | null): KeyedColumn | null {
  return session === null || 'keys' in session ? session : { codes: session.codes, keys: keysOfNames(session.names) };
}

function part<P extends object>(parts: Readonly<Record<string, object>>, name: string, fields: readonly (keyof P & string)[]): P {
  const found = parts[name];
  for (const field of fields) if (!found || !Object.hasOwn(found, field)) throw new TypeError(`${name}.${field}`);
  return found as P;
}
