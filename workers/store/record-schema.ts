import * as v from 'valibot';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const instant = v.number();

const Ref = v.object({
  path: v.string(),
  place: v.picklist(['opfs', 'indexeddb']),
  bytes: count,
  checked: count,
  crc: count,
  kind: v.picklist(['value', 'blob']),
});

const Stored = v.object({
  refs: v.record(v.string(), Ref),
  skipped: v.record(v.string(), v.picklist(['large', 'full', 'unreadable'])),
});

const figures = { events: count, users: count, segments: count };

const pageState = v.pipe(
  v.string(),
  v.check((text) => {
    try {
      const state: unknown = JSON.parse(text);
      return typeof state === 'object' && state !== null && !Array.isArray(state);
    } catch {
      return false;
    }
  }),
);

/** A WorkspaceRecord that came from outside: in a `.shoal` file. */
export const RecordSchema = v.object({
  id: v.string(),
  name: v.string(),
  created: instant,
  updated: instant,
  pageState,
  versions: v.array(
    v.object({
      id: v.string(),
      kind: v.picklist(['build', 'assign', 'tune', 'rebuild', 'put-back']),
      at: instant,
      ...figures,
      files: v.array(v.string()),
      stored: Stored,
      parent: v.nullable(v.string()),
    }),
  ),
  current: v.nullable(v.string()),
  draft: v.nullable(v.object({ stored: Stored, figures: v.object(figures) })),
  shelf: v.exactOptional(Stored),
});
