import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ingestFile, previewFile } from '../../../workers/ingest';
import { cleanCsv } from '../../../workers/ingest/clean/clean-csv';
import type { EventTable } from '../../../workers/protocol/events';
import { drive } from '../../../workers/protocol/progress';
import type { MappingRecipe } from '../../../workers/protocol/recipe';
import { CLEANING, fileOf, mappingOf } from './support';

const read = async (text: string, mapping: MappingRecipe) => (await drive(ingestFile(fileOf(text), mapping, CLEANING, []))).ingested;
const proposed = async (text: string) => (await previewFile(fileOf(text))).tables!;

function columnOf({ attributes }: EventTable, name: string) {
  const { values, coded } = attributes!.table.columns.find((column) => column.name === name)!;
  return values ? [...values] : Array.from(coded!.codes, (code) => coded!.names[code] ?? null);
}

describe('attributes in a file of events', () => {
  const line = fc.record({
    user: fc.constantFrom('u1', 'u2', 'u3', 'u4'),
    city: fc.constantFrom('', 'NULL', ' ', 'Wien', 'Graz', '"Bad\nIschl"'),
    age: fc.constantFrom('', '-', '20', '41'),
  });

  it('are the first value of each user that is there', async () => {
    const mapping = mappingOf(
      { user: 'user', time: 'time', city: 'other', age: 'other' },
      {
        attributes: [
          { name: 'city', as: 'category' },
          { name: 'age', as: 'number' },
        ],
      },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 30 }), async (lines) => {
        const text = `user,time,city,age\n${lines.map(({ user, city, age }, i) => `${user},2024-05-01T00:00:${String(i).padStart(2, '0')}Z,${city},${age}\n`).join('')}`;
        const { events } = await read(text, mapping);
        const said = (user: string, of: (each: (typeof lines)[number]) => string) =>
          lines.filter((each) => each.user === user).map((each) => of(each).trim().replaceAll('"', '')).find((cell) => !['', 'NULL', '-'].includes(cell)); // prettier-ignore
        const { ids } = events.attributes!.table;
        expect([...ids].sort()).toEqual([...new Set(lines.map(({ user }) => user))].sort());
        expect(columnOf(events, 'city')).toEqual(ids.map((id) => said(id, ({ city }) => city) ?? null));
        expect(columnOf(events, 'age')).toEqual(ids.map((id) => Number(said(id, ({ age }) => age) ?? Number.NaN)));
      }),
    );
  });

  it('are offered where some rows leave them blank, and not where they change', async () => {
    const lines = Array.from({ length: 120 }, (_, i) => {
      const user = i % 30;
      const country = i % 4 === 1 ? '' : ['AT', 'DE', 'CH'][user % 3];
      return `c${user},2024-05-${String(1 + (i % 28)).padStart(2, '0')},${country},${['web', 'app'][(i % 2) ^ (i > 60 ? 1 : 0)]}`;
    });
    const { steady } = await proposed(`customer_id,order_date,country,channel\n${lines.join('\n')}\n`);
    expect(steady).toEqual(['country']);
  });
});

describe('numbers in a table of users', () => {
  const lines = Array.from({ length: 60 }, (_, i) => ({ spend: `1.${100 + i}`, weight: `${i % 7},5` }));
  const german = `customer_id;spend_index;weight\n${lines.map(({ spend, weight }, i) => `k${i};${spend};${weight}\n`).join('')}`;

  it('that could be read in two ways follow what other columns show', async () => {
    const { kind, mappings } = await proposed(german);
    expect(kind).toBe('users');
    const { events } = await read(german, mappings.users);
    expect(columnOf(events, 'spend_index')).toEqual(lines.map((_, i) => 1100 + i));
    expect(columnOf(events, 'weight')).toEqual(lines.map((_, i) => (i % 7) + 0.5));
  });

  it('are read by the mark that somebody chose, in the clean CSV too', async () => {
    const { mappings } = await proposed(german);
    const attributes = mappings.users.attributes!.map((attribute) =>
      attribute.name === 'spend_index' ? { ...attribute, decimalMark: '.' as const, missing: { method: 'mean' as const } } : attribute,
    );
    const mapping = { ...mappings.users, attributes };
    const text = german.replace('k0;1.100', 'k0;');
    const ingested = await read(text, mapping);
    const mean = lines.slice(1).reduce((sum, _, i) => sum + 1.101 + i / 1000, 0) / 59;
    expect(columnOf(ingested.events, 'spend_index')[0]).toBeCloseTo(mean, 12);
    expect(columnOf(ingested.events, 'spend_index').slice(1)).toEqual(lines.slice(1).map(({ spend }) => Number(spend)));
    const { rejected, cleaned } = ingested;
    const clean = await (await drive(cleanCsv({ file: fileOf(text), mapping, rejected, cleaned: cleaned! }))).text();
    expect(Number(/^k0[;,]([\d.]+)/m.exec(clean)![1])).toBeCloseTo(mean, 12);
  });
});

describe('a table whose rows have a bare id', () => {
  const rows = (make: (i: number) => string) => Array.from({ length: 40 }, (_, i) => make(i)).join('\n');

  it('is one of users by that id, also beside a date that says nothing of events', async () => {
    const plain = await proposed(`id,plan,age\n${rows((i) => `a${i},${['x', 'y'][i % 2]},${20 + i}`)}\n`);
    expect(plain).toMatchObject({ kind: 'users', reason: { key: 'one-row-a-user', params: { column: 'id' } } });
    const text = `id,plan,age,signup\n${rows((i) => `a${i},${['x', 'y'][i % 2]},${20 + i},2024-01-${String(1 + (i % 28)).padStart(2, '0')}`)}\n`;
    const dated = await proposed(text);
    expect(dated).toMatchObject({ kind: 'users', reason: { params: { user: 'id', time: 'signup' } } });
    const { events } = await read(text, dated.mappings.users);
    expect(events.userIds).toEqual(Array.from({ length: 40 }, (_, i) => `a${i}`));
  });

  it('is one of events where the rows say what happened', async () => {
    const text = `id,event,created_at\n${rows((i) => `${i},${['view', 'purchase'][i % 2]},2024-01-${String(1 + (i % 28)).padStart(2, '0')}`)}\n`;
    expect((await proposed(text)).kind).toBe('events');
  });
});
