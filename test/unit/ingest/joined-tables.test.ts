import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textOf } from '../../../workers/encode/text';
import { joinTables, previewFile, type IngestedFile } from '../../../workers/ingest';
import type { TableFile } from '../../../workers/protocol/engine';
import { drive } from '../../../workers/protocol/progress';
import { failure, fileOf, mappingOf } from './support';
import { usersMapping, read } from './table-support';

const numbered = (make: (i: number) => string, count = 100) => Array.from({ length: count }, (_, i) => make(i));

describe('tables joined to events', () => {
  const id = fc.integer({ min: 0, max: 12 }).map((n) => `u${n}`);

  it('match as a slow reading says', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(id, { minLength: 1, maxLength: 40 }),
        fc.array(id, { minLength: 1, maxLength: 20 }),
        async (events, profiles) => {
          const file = fileOf(
            `user,time\n${events.map((user, i) => `${user},2024-01-${String((i % 28) + 1).padStart(2, '0')}T00:00:${i}`).join('\n')}\n`,
          );
          const table = fileOf(`user,age\n${profiles.map((user, i) => `${user},${i}`).join('\n')}\n`, 'profiles.csv');
          const { ingested } = await read(file, mappingOf({ user: 'user', time: 'time' }), [
            { file: table, mapping: usersMapping({ user: 'user', age: 'other' }, [{ name: 'age', as: 'number' }]) },
          ]);
          const kept = [...new Set(profiles)];
          const users = [...new Set(events)];
          expect(ingested.quality.joins).toEqual([
            {
              kind: 'users',
              fileName: 'profiles.csv',
              rowsRead: profiles.length,
              rows: kept.length,
              duplicates: profiles.length - kept.length,
              rejected: 0,
              reasons: {},
              dirt: expect.objectContaining({ gaps: [], clipped: 0, repeated: null }),
              inEvents: users.length,
              matched: users.filter((user) => kept.includes(user)).length,
              unmatched: kept.filter((user) => !users.includes(user)).length,
              eventsMatched: events.filter((user) => kept.includes(user)).length,
            },
          ]);
          const { table: held, rowOf } = ingested.events.attributes!;
          ingested.events.userIds.forEach((user, i) => {
            const first = profiles.indexOf(user);
            expect(rowOf[i]! < 0 ? -1 : held.columns[0]!.values![rowOf[i]!]).toBe(first);
          });
        },
      ),
      { numRuns: 40 },
    );
  });

  it('match, however either file keeps spreadsheets from reading ids as numbers', async () => {
    const quoted = (text: string) => (text.includes('"') ? `"${text.replaceAll('"', '""')}"` : text);
    const ways = ['100', '="101"', "'102", '\t103', ' 104 ', '="105"'].map(quoted);
    const file = fileOf(`user,time,item\n${ways.map((_, i) => `${100 + i},2024-01-0${i + 1},${100 + i}`).join('\n')}\n`);
    const days = ways.map((id, i) => `${id},${quoted(`="2024-01-0${i + 1}"`)}`);
    const people = fileOf(`user,since\n${days.join('\n')}\n`, 'people.csv');
    const things = fileOf(`item,category\n${ways.map((id) => `${id},${id}`).join('\n')}\n`, 'things.csv');
    const { ingested } = await read(file, mappingOf({ user: 'user', time: 'time', item: 'item' }), [
      { file: people, mapping: usersMapping({ user: 'user', since: 'other' }, [{ name: 'since', as: 'date', dateFormat: 'iso' }]) },
      { file: things, mapping: mappingOf({ item: 'item', category: 'category' }, { kind: 'items' }) },
    ]);
    expect(ingested.quality.joins!.map(({ matched, unmatched }) => [matched, unmatched])).toEqual([
      [6, 0],
      [6, 0],
    ]);
    const { table } = ingested.events.attributes!;
    expect(table.ids).toEqual(['100', '101', '102', '103', '104', '105']);
    expect([...table.columns[0]!.values!]).toEqual([1, 2, 3, 4, 5, 6].map((date) => Date.UTC(2024, 0, date)));
    expect(ingested.events.items!.table.category!.names).toEqual(table.ids);
  });

  it('bring what an item table says of items in words, but no figures or codes', async () => {
    const lines = numbered(
      (i) => `p${i},${['soft cotton', 'solid oak', 'steel'][i % 3]!},${['Nordic', 'Sunny'][i % 2]!},a warm thing of kind ${i},${i * 7}`,
      80,
    );
    const table = fileOf(`product_id,material,brand,about,stock\n${lines.join('\n')}\n`, 'items.csv');
    const { mapping } = await previewFile(table);
    expect(mapping).toMatchObject({
      kind: 'items',
      brand: 'brand',
      attributes: [
        { name: 'material', as: 'category' },
        { name: 'about', as: 'text' },
      ],
    });
    const file = fileOf('user,time,item\na,2024-01-01,p1\nb,2024-01-02,p2\nb,2024-01-03,zz\n');
    const { ingested } = await read(file, mappingOf({ user: 'user', time: 'time', item: 'item' }), [{ file: table, mapping }]);
    const { items } = ingested.events;
    expect(items!.table.columns!.map(({ name }) => name)).toEqual(['material', 'about']);
    const source = textOf(ingested.events)!;
    expect(source.columns.map(({ of, name, nameOf }) => [of, name, Array.from(nameOf, (at) => source.names[at] ?? null)])).toEqual([
      ['brand', undefined, ['Sunny', 'Nordic', null]],
      ['item-column', 'material', ['solid oak', 'steel', null]],
    ]);
  });

  it('say why rows of the table were rejected', async () => {
    const file = fileOf('user,time\na,2024-01-01\nb,2024-01-02\n');
    const table = fileOf('user,age,city\na,1,Bern\n,2,Rome\n,3,Oslo\nb,4\nuser,age,city\nc,5,Kyiv\n', 'profiles.csv');
    const mapping = usersMapping({ user: 'user', age: 'other', city: 'other' }, [{ name: 'age', as: 'number' }]);
    const { ingested } = await read(file, mappingOf({ user: 'user', time: 'time' }), [{ file: table, mapping }]);
    expect(ingested.quality.joins).toMatchObject([
      { rowsRead: 6, rows: 2, duplicates: 0, rejected: 4, reasons: { 'no-user': 2, ragged: 1, 'repeated-header': 1 } },
    ]);
  });

  it('an item table gives the events the categories that they lack', async () => {
    const file = fileOf('user,time,item\na,2024-01-01,x\na,2024-01-02,y\nb,2024-01-01,z\n');
    const items = fileOf('product_id,category,brand\nx,shoes,A\ny,hats,B\nx,coats,C\n', 'items.csv');
    const tables = [
      { file: items, mapping: mappingOf({ product_id: 'item', category: 'category', brand: 'other' }, { kind: 'items', brand: 'brand' }) },
    ];
    const { ingested } = await read(file, mappingOf({ user: 'user', time: 'time', item: 'item' }), tables);
    const { category, items: joined } = ingested.events;
    expect([...category!.codes].map((code) => category!.names[code])).toEqual(['shoes', 'hats', undefined]);
    expect(joined!.gaveCategory).toBe(true);
    expect(ingested.quality.joins).toMatchObject([
      { kind: 'items', rowsRead: 3, rows: 2, duplicates: 1, inEvents: 3, matched: 2, unmatched: 0, eventsMatched: 2 },
    ]);
  });

  it('columns that never change within a user may be attributes of an event file', async () => {
    const lines = numbered((i) => `u${i % 25},2024-01-0${(i % 5) + 1}T00:00:0${i % 7},${i % 25 < 9 ? 'web' : 'app'},${i}`);
    const file = fileOf(`user_id,event_time,channel,counter\n${lines.join('\n')}\n`);
    const preview = await previewFile(file);
    expect(preview.tables).toMatchObject({ kind: 'events', steady: ['channel'] });
    const { ingested } = await read(file, { ...preview.mapping, attributes: [{ name: 'channel', as: 'category' }] });
    const [channel] = ingested.events.attributes!.table.columns;
    const told = ingested.events.userIds.map(
      (_, i) => channel!.coded!.names[channel!.coded!.codes[ingested.events.attributes!.rowOf[i]!]!],
    );
    expect(told).toEqual(ingested.events.userIds.map((user) => (Number(user.slice(1)) < 9 ? 'web' : 'app')));
  });
});

describe('tables joined to what is held', () => {
  const events = 'user,time,item,plan\na,2024-01-01,x,free\na,2024-01-02,y,free\nb,2024-01-01,x,pro\n';
  const mapping = mappingOf(
    { user: 'user', time: 'time', item: 'item', plan: 'other' },
    { attributes: [{ name: 'plan', as: 'category' }] },
  );
  const users: TableFile = {
    file: fileOf('user,age\na,30\nb,40\nb,41\nc,50\n', 'users.csv'),
    mapping: usersMapping({ user: 'user', age: 'other' }, [{ name: 'age', as: 'number' }]),
  };
  const items: TableFile = {
    file: fileOf('item,category\nx,shoes\ny,hats\n', 'items.csv'),
    mapping: mappingOf({ item: 'item', category: 'category' }, { kind: 'items' }),
  };
  /** What stands for a file whose bytes a workspace did not keep. */
  const lost = ({ name }: File) => new File([], name);
  const lostTable = ({ file, ...rest }: TableFile): TableFile => ({ ...rest, file: lost(file) });
  const join = (held: IngestedFile, tables: readonly TableFile[], file = lost(fileOf(events))) =>
    drive(joinTables(file, mapping, held, tables));
  const names = ({ ingested }: IngestedFile) => ingested.events.attributes?.table.columns.map(({ name }) => name) ?? [];

  it('need not have the file: its own columns stay, or make way for a table of users', async () => {
    const held = await read(fileOf(events), mapping);
    const withUsers = await join(held, [users]);
    expect(names(withUsers)).toEqual(['age']);
    expect(withUsers.ingested.quality.joins).toMatchObject([{ kind: 'users', rowsRead: 4, rows: 3, duplicates: 1, matched: 2 }]);
    const withItems = await join(held, [items]);
    expect(names(withItems)).toEqual(['plan']);
    expect(withItems.ingested.events.attributes).toEqual(held.ingested.events.attributes);
    expect(withItems.ingested.events.category!.names).toEqual(['shoes', 'hats']);
    expect((await join(withItems, [])).ingested.quality.joins).toBeUndefined();
  });

  it('say that the file has to be opened again where its own columns are to come back', async () => {
    const held = await read(fileOf(events), mapping, [users]);
    expect(await failure(join(held, []))).toEqual({ code: 'source-not-kept', params: { name: 'events.csv' } });
    expect(names(await join(held, [], fileOf(events)))).toEqual(['plan']);
  });

  it('need not have a table that is joined already, but to read it in another way', async () => {
    const held = await read(fileOf(events), mapping, [users]);
    const restored = { ...held, joined: held.joined.map((one) => ({ ...one, file: lost(one.file) })) };
    const both = await join(restored, [lostTable(users), items]);
    const fresh = await read(fileOf(events), mapping, [users, items]);
    expect(both.ingested.quality.joins).toEqual(fresh.ingested.quality.joins);
    expect(both.ingested.events.attributes).toEqual(fresh.ingested.events.attributes);
    expect(both.joined.map(({ file, rejected }) => [file.name, rejected])).toEqual(
      fresh.joined.map(({ file, rejected }) => [file.name, rejected]),
    );
    const otherwise = { ...lostTable(users), mapping: { ...users.mapping, attributes: [{ name: 'age', as: 'category' as const }] } };
    expect(await failure(join(restored, [otherwise]))).toEqual({ code: 'source-not-kept', params: { name: 'users.csv' } });
  });
});
