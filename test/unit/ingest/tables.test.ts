import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { attributesSupport } from '../../../workers/features/attribute-support';
import { previewFile } from '../../../workers/ingest';
import { defaultRecipe, RecipeSchema, type AttributeRecipe, type Recipe } from '../../../workers/protocol/recipe';
import type { AttributeColumn } from '../../../workers/protocol/tables';
import { failure, fileOf, mappingOf } from './support';
import { usersMapping, read } from './table-support';

const numbered = (make: (i: number) => string, count = 100) => Array.from({ length: count }, (_, i) => make(i));

describe('a recipe', () => {
  it('of before there were tables still parses, and says nothing of them; one with tables keeps them', () => {
    const old = JSON.parse(JSON.stringify(defaultRecipe(mappingOf({ user: 'user', time: 'time' })))) as Recipe;
    expect(v.parse(RecipeSchema, old)).toEqual(old);
    const mapping = usersMapping({ id: 'user', age: 'other' }, [{ name: 'age', as: 'date', label: true, dateFormat: 'iso' }]);
    const recipe = { ...old, joined: [{ file: 'profiles.csv', mapping }] };
    expect(v.parse(RecipeSchema, recipe)).toEqual(recipe);
    expect(v.safeParse(RecipeSchema, { ...old, mapping: { ...mapping, kind: 'visits' } }).success).toBe(false);
  });
});

describe('a table of users alone', () => {
  const attributes: AttributeRecipe[] = [
    { name: 'age', as: 'number' },
    { name: 'plan', as: 'category' },
    { name: 'band', as: 'ordered' },
    { name: 'joined', as: 'date', dateFormat: 'iso' },
    { name: 'note', as: 'ignore' },
  ];
  const mapping = usersMapping({ id: 'user', age: 'other', plan: 'other', band: 'other', joined: 'other', note: 'other' }, attributes);

  it('keeps the first row of a user, and gives every row a place', async () => {
    const file = fileOf(
      'id,age,plan,band,joined,note\n7,31,pro,3+,2024-02-01,x\n8,,basic,1,,y\n7,99,team,2,2024-01-01,z\n,5,pro,1,,\n9,x,NULL,2,2024-03-01\n10,x,pro,2,2024-03-01,w\n',
    );
    const { ingested } = await read(file, mapping);
    const { events, quality, rejected } = ingested;
    expect(quality).toMatchObject({ table: 'users', rowsRead: 6, kept: 3, duplicates: 1, users: 3 });
    expect(quality.rejected).toMatchObject({ 'no-user': 1, ragged: 1 });
    expect([...rejected.lines]).toEqual([5, 6]);
    expect(events).toMatchObject({ timeless: true, rows: 3, users: 3, userIds: ['7', '8', '10'] });
    const [age, plan, band, joined] = events.attributes!.table.columns;
    expect([...age!.values!]).toEqual([31, NaN, NaN]);
    expect([...plan!.coded!.codes].map((code) => plan!.coded!.names[code])).toEqual(['pro', 'basic', 'pro']);
    expect(band!.coded!.names).toEqual(['1', '2', '3+']);
    expect([...band!.coded!.codes]).toEqual([2, 0, 1]);
    expect([...joined!.values!]).toEqual([Date.UTC(2024, 1, 1), NaN, Date.UTC(2024, 2, 1)]);
  });

  it('says which of the rows that are rejected are none', async () => {
    const people = numbered((i) => `u${i},${20 + (i % 50)},${i % 9}`, 60);
    const file = fileOf(`user,age,orders\n${people.join('\n')}\n,,\n,Total,240\n\nSource: the shop\nu90,30`);
    const mapping = usersMapping({ user: 'user', age: 'other', orders: 'other' }, [
      { name: 'age', as: 'number' },
      { name: 'orders', as: 'number' },
    ]);
    const { ingested } = await read(file, mapping);
    expect(ingested.quality).toMatchObject({ rowsRead: 64, kept: 60, duplicates: 0 });
    expect(ingested.quality.rejected).toMatchObject({ empty: 1, 'total-row': 1, ragged: 1, 'cut-off': 1 });
    expect(ingested.quality.readingNotes!.map(({ key, line }) => [key, line])).toEqual([
      ['empty-rows', 62],
      ['total-row', 63],
      ['missing-cells', 65],
      ['cut-off', 66],
    ]);
  });

  it('numbers the rows of a file without a user column', async () => {
    const { ingested } = await read(
      fileOf('age,plan\n1,a\n1,a\n2\n3,b\n'),
      usersMapping({ age: 'other', plan: 'other' }, [{ name: 'age', as: 'number' }]),
    );
    expect(ingested.events.userIds).toEqual(['1', '2', '4']);
    expect(ingested.quality).toMatchObject({ rowsRead: 4, kept: 3, duplicates: 0 });
  });

  it('accounts for every row, whatever the file', async () => {
    const cell = fc.oneof(fc.constantFrom('', 'a', 'b', '1', '2.5', 'NULL', '3+'), fc.stringMatching(/^[a-z0-9]{0,3}$/));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 3, maxLength: 40 }), async (rows) => {
        const lines = rows.map((row) => row.join(','));
        const told = lines.filter((line) => line.trim() !== '');
        // As many good rows as there may be odd ones, so that it is the rows that are odd and not the table.
        const good = rows.map((_, i) => `g${i},${i},a`);
        const file = fileOf(['id,age,plan', ...good, ...lines].join('\n') + '\n');
        const { ingested } = await read(
          file,
          usersMapping({ id: 'user', age: 'other', plan: 'other' }, [
            { name: 'age', as: 'number' },
            { name: 'plan', as: 'category' },
          ]),
        );
        const { rowsRead, kept, duplicates, rejected } = ingested.quality;
        expect(rowsRead).toBe(told.length + good.length);
        expect(kept + duplicates + Object.values(rejected).reduce((sum, n) => sum + n, 0)).toBe(rowsRead);
        expect(new Set(ingested.events.userIds).size).toBe(kept);
      }),
      { numRuns: 60 },
    );
  });

  it('holds free text by its beginnings, and makes no feature of it', async () => {
    const texts = numbered((i) => `${'很长的说明'.repeat(60)}${i % 2 === 0 ? '' : '，不同'}`);
    const file = fileOf(`id,age,about\n${texts.map((text, i) => `${i},${20 + (i % 30)},${text}`).join('\n')}\n`);
    const of = usersMapping({ id: 'user', age: 'other', about: 'other' }, [
      { name: 'age', as: 'number' },
      { name: 'about', as: 'text' },
    ]);
    const { ingested } = await read(file, of);
    const [age, about] = ingested.events.attributes!.table.columns;
    expect(age).toMatchObject({ as: 'number', coded: null });
    expect(about).toMatchObject({ as: 'text', values: null, coded: { names: ['很长的说明'.repeat(34)] } });
    expect(attributesSupport(ingested.events)!.columns.map(({ name }) => name)).toEqual(['age']);
    const alone = usersMapping({ id: 'user', age: 'other', about: 'other' }, [{ name: 'about', as: 'text' }]);
    expect((await failure(read(file, alone))).code).toBe('mapping-no-attributes');
  });

  it('says what is missing', async () => {
    const none = usersMapping({ id: 'user', a: 'other' }, [{ name: 'a', as: 'ignore' }]);
    expect((await failure(read(fileOf('id,a\n1,2\n'), none))).code).toBe('mapping-no-attributes');
    expect((await failure(read(fileOf('id,a\n1,2\n'), mappingOf({ id: 'item' }, { kind: 'items' })))).code).toBe('items-alone');
  });
});

describe('columns of events that are attributes', () => {
  const rows = numbered((i) => `u${i % 25},2024-01-0${Math.floor(i / 25) + 1},${i % 25 < 4 ? '' : i % 25},${i % 25 < 7 ? '' : 'web'}`);
  const file = fileOf(`user,time,age,channel\n${rows.join('\n')}\n`);
  const codedName = ({ coded }: AttributeColumn, row: number) => coded!.names[coded!.codes[row]!];
  const withFills = (age: AttributeRecipe['missing'], channel: AttributeRecipe['missing']) =>
    mappingOf(
      { user: 'user', time: 'time', age: 'other', channel: 'other' },
      {
        attributes: [
          { name: 'age', as: 'number', ...(age && { missing: age }) },
          { name: 'channel', as: 'category', ...(channel && { missing: channel }) },
        ],
      },
    );

  it('say how many users lack each, and are filled as those of a table of users', async () => {
    const { quality } = (await read(file, withFills(undefined, undefined))).ingested;
    expect(quality.attributeDirt!.gaps).toEqual([
      { name: 'age', rows: 4, filled: 0 },
      { name: 'channel', rows: 7, filled: 0 },
    ]);
    const filled = (await read(file, withFills({ method: 'max' }, { method: 'constant', constant: 'post' }))).ingested;
    expect(filled.quality.attributeDirt!.gaps.map((gap) => gap.filled)).toEqual([4, 7]);
    const { table, rowOf } = filled.events.attributes!;
    const told = filled.events.userIds.map((_, i) => [table.columns[0]!.values![rowOf[i]!], codedName(table.columns[1]!, rowOf[i]!)]);
    expect(told).toEqual(
      filled.events.userIds.map((id) => {
        const user = Number(id.slice(1));
        return [user < 4 ? 24 : user, user < 7 ? 'post' : 'web'];
      }),
    );
  });

  it('leave every event in, where users without a value have none of the attributes', async () => {
    const { ingested } = await read(file, withFills({ method: 'drop' }, undefined));
    expect(ingested.quality.kept).toBe(rows.length);
    const without = ingested.events.userIds.filter((_, i) => ingested.events.attributes!.rowOf[i]! < 0);
    expect(without.sort()).toEqual(['u0', 'u1', 'u2', 'u3']);
  });
});

describe('what a file is taken for', () => {
  const kind = async (text: string) => (await previewFile(fileOf(text))).tables!;

  it('follows time, and how often a user comes', async () => {
    const rows = (make: (i: number) => string) => numbered(make, 60).join('\n');
    expect(await kind(`user_id,event_time\n${rows((i) => `${i},2024-01-01`)}`)).toMatchObject({
      kind: 'users',
      reason: { key: 'one-row-a-user-dated' },
    });
    expect(await kind(`user_id,event_time,event\n${rows((i) => `${i},2024-01-01,view`)}`)).toMatchObject({ kind: 'events' });
    expect(await kind(`user_id,age\n${rows((i) => `${i},${i % 9}`)}`)).toMatchObject({ kind: 'users', reason: { key: 'one-row-a-user' } });
    expect(await kind(`user_id,rating\n${rows((i) => `${i % 9},${i % 5}`)}`)).toMatchObject({
      kind: 'events',
      reason: { key: 'user-repeats' },
    });
    expect(await kind(`product_id,category,brand\n${rows((i) => `${i},c${i % 3},b${i % 4}`)}`)).toMatchObject({
      kind: 'items',
      mappings: { items: { brand: 'brand' } },
    });
    // A date that is not said to be the time of something is the user's; under the name of a purchase's date it is not.
    expect(await kind(`customer_id,since,revenue\n${rows((i) => `c${i},2024-01-0${(i % 9) + 1},${i}.5`)}`)).toMatchObject({
      kind: 'users',
    });
    expect(await kind(`customer_id,order_date,revenue\n${rows((i) => `c${i},2024-01-0${(i % 9) + 1},${i}.5`)}`)).toMatchObject({
      kind: 'events',
    });
    const visit = 'session_id,pages,month,device,bought';
    expect(await kind(`${visit}\n${rows((i) => `s${i},${i % 9},May,${i % 2 ? 'web' : 'app'},${i % 3 ? 'no' : 'yes'}`)}`)).toMatchObject({
      kind: 'users',
      reason: { key: 'one-row-a-session', params: { column: 'session_id' } },
      mappings: { users: { columns: [{ name: 'session_id', role: 'user' }, {}, {}, {}, {}] } },
    });
    expect(await kind(`date,${visit}\n${rows((i) => `2024-01-01,s${i},${i % 9},May,web,no`)}`)).toMatchObject({ kind: 'users' });
    // Visits of several rows, and visits of users, are events as before.
    expect(await kind(`date,${visit}\n${rows((i) => `2024-01-01,s${i % 9},${i % 9},May,web,no`)}`)).toMatchObject({ kind: 'events' });
    expect(await kind(`date,user_id,${visit}\n${rows((i) => `2024-01-01,u${i % 9},s${i},${i % 9},May,web,no`)}`)).toMatchObject({
      kind: 'events',
    });
    // A second row now and then is dirt where nothing says what happened.
    expect(await kind(`user_id,age\n${rows((i) => `${i % 55},${i % 9}`)}`)).toMatchObject({
      kind: 'users',
      reason: { key: 'mostly-one-row-a-user', params: { column: 'user_id' } },
      mappings: { users: { columns: [{ role: 'user' }, { role: 'other' }] } },
    });
    // A key that does not say whose it is joins either way.
    expect(await kind(`ID,age,plan\n${rows((i) => `${i},${i % 9},${i % 2 ? 'a' : 'b'}`)}`)).toMatchObject({
      kind: 'users',
      reason: { key: 'one-row-a-user', params: { column: 'ID' } },
      mappings: { users: { columns: [{ role: 'user' }, {}, {}] }, items: { columns: [{ role: 'item' }, {}, {}] } },
    });
    expect(await kind(`id,title,category\n${rows((i) => `${i},thing ${i},${i % 2 ? 'a' : 'b'}`)}`)).toMatchObject({
      kind: 'items',
      reason: { key: 'one-row-an-item', params: { column: 'id' } },
      mappings: { items: { title: 'title' } },
    });
    expect(await kind(`visits,minutes\n${rows((i) => `${i % 7},${i % 11}`)}`)).toMatchObject({
      kind: 'users',
      reason: { key: 'no-user-no-time' },
    });
  });
});
