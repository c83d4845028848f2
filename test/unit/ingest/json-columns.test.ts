import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { previewFile } from '../../../workers/ingest';
import { JsonScanner } from '../../../workers/ingest/json-scan';
import { fileOf, read } from './support';

/** Values of the paths as the scanner finds them, read. */
function scan(text: string, paths: readonly (readonly string[])[]): (string | undefined)[] {
  const bytes = new TextEncoder().encode(`"${text}"`);
  const found: (string | undefined)[] = paths.map(() => undefined);
  new JsonScanner(paths, (path, start, end, escaped) => {
    const raw = new TextDecoder().decode(bytes.subarray(start, end));
    found[path] = escaped ? (JSON.parse(`"${raw}"`) as string) : raw;
  }).scan(bytes, 1, bytes.length - 1);
  return found;
}

const PATHS = [['a'], ['b'], ['a', 'b'], ['b', 'a', 'c'], ['"'], ['é']];

function slow(value: unknown, keys: readonly string[]): string | undefined {
  let at: unknown = value;
  for (const key of keys) {
    if (typeof at !== 'object' || at === null || Array.isArray(at) || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<string, unknown>)[key];
  }
  if (typeof at === 'object' && at !== null && !Array.isArray(at)) return undefined;
  return typeof at === 'string' ? at : JSON.stringify(at);
}

describe('keys of JSON', () => {
  const key = fc.constantFrom('a', 'b', 'c', '"', 'é', '__proto__', 'a.b');
  const { object } = fc.letrec<{ object: unknown; value: unknown }>((tie) => ({
    object: fc.dictionary(key, tie('value'), { maxKeys: 5, noNullPrototype: true }),
    value: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom(null, true, '', '}', '{"a":1}', 'x"y', '\\', '\u0001', '🛒', ','),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      tie('object'),
      fc.array(tie('value'), { maxLength: 3 }),
    ),
  }));

  it('are found as JSON.parse finds them', () => {
    fc.assert(
      fc.property(object, fc.constantFrom(undefined, 1), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const read: unknown = JSON.parse(text);
        const found = scan(text, PATHS);
        PATHS.forEach((keys, i) => {
          const expected = slow(read, keys);
          // Lists are found as they are written.
          expect(found[i]?.startsWith('[') ? JSON.stringify(JSON.parse(found[i])) : found[i]).toBe(expected);
        });
      }),
      { numRuns: 1000 },
    );
  });

  it('are looked for in anything without harm', () => {
    fc.assert(
      fc.property(object, fc.nat(), fc.string(), (value, cut, junk) => {
        const text = JSON.stringify(value);
        for (const broken of [text.slice(0, cut % (text.length + 1)), `${junk}${text}`, junk, `{${junk}`]) {
          for (const found of scan(broken.replace(/\\$/, ''), PATHS)) expect(typeof (found ?? '')).toBe('string');
        }
      }),
    );
    expect(scan('['.repeat(1e5), PATHS)).toEqual(PATHS.map(() => undefined));
    expect(scan(`{"x":${'{"y":'.repeat(1e5)}1${'}'.repeat(1e5)},"a":7}`, PATHS)[0]).toBe('7');
  });

  it('become columns that may have roles, in any file', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => {
      const json = JSON.stringify({ price: `${i}.50`, quantity: 2, item: { sku: `s${i % 4}` }, title: 'page', seen: i % 2 ? 'x' : null });
      return `u${i % 6},2024-01-01 10:00:${10 + (i % 50)},${i % 3 ? 'view' : 'purchase'},"${json.replaceAll('"', '""')}"`;
    });
    const file = fileOf(`user_id,time,event,properties\n${rows.join('\n')}\n`);
    const { mapping, columns, notes, preset } = await previewFile(file);
    expect(preset).toBeNull();
    expect(mapping.columns.slice(4)).toEqual([
      { name: 'properties.price', role: 'value', path: { column: 'properties', keys: ['price'] } },
      { name: 'properties.quantity', role: 'quantity', path: { column: 'properties', keys: ['quantity'] } },
      { name: 'properties.item.sku', role: 'item', path: { column: 'properties', keys: ['item', 'sku'] } },
      { name: 'properties.title', role: 'other', path: { column: 'properties', keys: ['title'] } },
      { name: 'properties.seen', role: 'other', path: { column: 'properties', keys: ['seen'] } },
    ]);
    expect(columns[8]).toMatchObject({ distinct: 1, missing: 30 });
    expect(notes).toContainEqual({ key: 'json-keys', tone: 'calm', params: { columns: 'properties', keys: 5, chosen: 3 } });
    const { quality, events } = await read(file, mapping);
    const bought = Array.from({ length: 20 }, (_, i) => (i * 3 + 0.5) * 2);
    expect(quality.revenue).toBeCloseTo(
      bought.reduce((sum, amount) => sum + amount, 0),
      6,
    );
    expect([...events.item!.names].sort()).toEqual(['s0', 's1', 's2', 's3']);
    expect(quality.missing.map(({ column }) => column)).toEqual(['user_id', 'time', 'event', 'properties']);
  });

  it('of a column that holds anything else are none', async () => {
    const rows = Array.from({ length: 30 }, (_, i) => `u${i % 6},2024-01-01,${i % 2 ? '{not json}' : '{}'}`);
    const { columns } = await previewFile(fileOf(`user_id,time,note\n${rows.join('\n')}\n`));
    expect(columns).toHaveLength(3);
  });
});
