import { checkedBody } from './check-body';
import type { KeptRun, RunBody, RunUsers } from './record';
import { checkedSummary } from './schema';

type Parts = Readonly<Record<string, object>>;

interface Entry {
  readonly summary: unknown;
  readonly body: string;
  readonly users: string;
  readonly findings?: string;
}

/** Which parts hold which run; itself the part `runs`. */
interface Index {
  readonly version: 1;
  readonly runs: readonly Entry[];
}

/** Runs that were kept and cannot be read here, such as those of a later Shoal: they stay on the shelf as they are. */
export interface Unread {
  readonly entries: readonly Entry[];
  readonly parts: Parts;
}

const NOTHING_UNREAD: Unread = { entries: [], parts: {} };

/** Parts by the list that they were made from, so that the same list gives the same objects and nothing is written twice. */
const written = new WeakMap<readonly KeptRun[], { readonly unread: Unread; readonly parts: Parts }>();

/** Runs as parts to keep: one with all summaries, one a run for the rest, one for the ids that several runs share, one a run for what was asked for about it. */
export function writeShelf(runs: readonly KeptRun[], unread: Unread = NOTHING_UNREAD): Parts {
  const known = written.get(runs);
  if (known?.unread === unread) return known.parts;
  const parts: Record<string, object> = { ...unread.parts };
  const names = new Map<RunUsers, string>();
  const entries = runs.map(({ summary, body, users, findings }): Entry => {
    const own = `run-${summary.id}`;
    parts[own] = body;
    let ids = names.get(users);
    if (ids === undefined) {
      names.set(users, (ids = `users-${summary.id}`));
      parts[ids] = users;
    }
    if (!findings) return { summary, body: own, users: ids };
    const found = `found-${summary.id}`;
    parts[found] = findings;
    return { summary, body: own, users: ids, findings: found };
  });
  parts['runs'] = { version: 1, runs: [...unread.entries, ...entries] } satisfies Index;
  written.set(runs, { unread, parts });
  return parts;
}

/**
 * The runs that {@link writeShelf} was given, without those of which a part is missing or is not what it should be.
 *
 * @returns `lost`: how many those are; `unread`: those of them whose parts are all there
 */
export function readShelf(parts: Parts): { readonly runs: readonly KeptRun[]; readonly lost: number; readonly unread: Unread } {
  const index = parts['runs'] as Partial<Index> | undefined;
  if (!Array.isArray(index?.runs))
    return { runs: [], lost: Object.keys(parts).filter((name) => name.startsWith('run-')).length, unread: NOTHING_UNREAD };
  const runs: KeptRun[] = [];
  const entries: Entry[] = [];
  for (const entry of index.runs as readonly Entry[]) {
    const run = readRun(parts, entry);
    if (run) runs.push(run);
    else if (entry.body in parts && entry.users in parts) entries.push(entry);
  }
  const lost = index.runs.length - runs.length;
  const names = entries.flatMap(({ body, users, findings }) => [body, users, ...(findings && findings in parts ? [findings] : [])]);
  const unread = entries.length === 0 ? NOTHING_UNREAD : { entries, parts: Object.fromEntries(names.map((name) => [name, parts[name]!])) };
  if (lost === 0) written.set(runs, { unread, parts });
  return { runs, lost, unread };
}

function readRun(parts: Parts, { summary, body, users, findings }: Entry): KeptRun | null {
  try {
    const checked = checkedSummary(summary);
    const ids = parts[users] as RunUsers | undefined;
    if (!Array.isArray(ids?.ids)) return null;
    const found = findings === undefined ? undefined : parts[findings];
    const run = { summary: checked, body: checkedBody(parts[body] as RunBody | undefined, checked, ids), users: ids };
    return found ? { ...run, findings: found } : run;
  } catch {
    return null;
  }
}
