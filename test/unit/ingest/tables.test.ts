import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { textOf } from '../../../workers/encode/text';
import { attributesSupport } from '../../../workers/features/attribute-support';
import { proposeAttribute } from '../../../workers/ingest/attribute-column';
import { orderedBands } from '../../../workers/ingest/bands';
import { columnFacts } from '../../../workers/ingest/profile';
import { ingestFile, joinTables, previewFile, type IngestedFile } from '../../../workers/ingest';
import type { TableFile } from '../../../workers/protocol/engine';
import { drive } from '../../../workers/protocol/progress';
import { defaultRecipe, RecipeSchema, type AttributeRecipe, type MappingRecipe, type Recipe } from '../../../workers/protocol/recipe';
import type { AttributeColumn } from '../../../workers/protocol/tables';
import { CLEANING, failure, fileOf, hasSharedData, mappingOf, sharedFile, sharedText, SKIPPED, splitLine } from './support';

const usersMapping = (columns: Parameters<typeof mappingOf>[0], attributes: readonly AttributeRecipe[]): MappingRecipe =>
  mappingOf(columns, { kind: 'users', attributes: [...attributes] });

const read = (file: File, mapping: MappingRecipe, tables: readonly TableFile[] = []) => drive(ingestFile(file, mapping, CLEANING, tables));

const propose = (name: string, cells: readonly string[]) =>
  proposeAttribute(
    columnFacts(
      name,
      0,
      cells.map((cell) => [cell]),
    ),
  );

const repeated = (values: readonly string[], times = 30) => Array.from({ length: times }, () => values).flat();
const numbered = (make: (i: number) => string, count = 100) => Array.from({ length: count }, (_, i) => make(i));

describe('the order of bands', () => {
  it.each([
    [['35-49K', 'Under 15K', '250K+', '15-24K', '100-124K']],
    [['65+', '19-24', '25-34']],
    [['3+', '1', 'None/Unknown', '2']],
    [['high', 'low', 'medium']],
    [['Dec', 'Feb', 'Mar', 'Nov']],
    [['1,000-1,999', '500-999', '2,000+']],
    [['20以下', '21-30', '31以上']],
  ])('%j', (values) => {
    const by: Readonly<Record<string, readonly string[]>> = {
      '35-49K': ['Under 15K', '15-24K', '35-49K', '100-124K', '250K+'],
      '65+': ['19-24', '25-34', '65+'],
      '3+': ['1', '2', '3+'],
      high: ['low', 'medium', 'high'],
      Dec: ['Feb', 'Mar', 'Nov', 'Dec'],
      '1,000-1,999': ['500-999', '1,000-1,999', '2,000+'],
      '20以下': ['20以下', '21-30', '31以上'],
    };
    expect(orderedBands(values)).toEqual(by[values[0]!]);
  });

  it.each([[['1', '2', '3']], [['a', 'b', 'c']], [['low', 'high']], [['1-2', '3-4', 'blue']], [['low', 'medium', 'Tuesday']]])(
    'none in %j',
    (values) => expect(orderedBands(values)).toBeNull(),
  );

  it('does not depend on the order in which the values come', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 400 }), { minLength: 2, maxLength: 12 }), fc.nat(), (cuts, turn) => {
        const sorted = [...cuts].sort((a, b) => a - b);
        const last = sorted.at(-1)!;
        const bands = [`Under ${sorted[0]!}K`, ...sorted.slice(1).map((to, i) => `${sorted[i]!}-${to}K`), `${last}K+`];
        const turned = bands.map((_, i) => bands[(i + turn) % bands.length]!);
        expect(orderedBands(turned)).toEqual(bands);
      }),
    );
  });
});

describe('what a column says of users', () => {
  it.each([
    ['spend', numbered((i) => String(i * 1.5)), 'number', 'number'],
    ['plan', repeated(['basic', 'pro', 'team']), 'category', 'category'],
    ['age', repeated(['19-24', '25-34', '65+']), 'ordered', 'bands'],
    ['signup_date', numbered((i) => `2024-01-${String((i % 28) + 1).padStart(2, '0')}`), 'date', 'date'],
    ['source', repeated(['web']), 'ignore', 'constant'],
    ['note', repeated(['', 'NULL']), 'ignore', 'empty'],
    ['contract_no', numbered((i) => String(1000 + i)), 'ignore', 'id'],
    ['ref', numbered((i) => `AB-${i}-x`), 'ignore', 'id'],
    ['comment', numbered((i) => `the parcel number ${i} came late and it was wet`), 'text', 'text'],
    ['about', numbered((i) => `喜欢户外跑步和第${i}次马拉松`), 'text', 'text'],
    ['search_words', numbered((i) => `dress ${i}`), 'text', 'text'],
    ['code', numbered((i) => `dress ${i}`), 'ignore', 'id'],
    ['full_name', numbered((i) => `Anna Maria van Berg ${i}`), 'ignore', 'id'],
    ['user_agent', numbered((i) => `Mozilla Gecko Firefox ${i}`), 'ignore', 'id'],
    [
      'city',
      repeated(
        numbered((i) => `city ${i}`),
        3,
      ),
      'ignore',
      'too-many',
    ],
    ['is_senior', repeated(['0', '1', '0']), 'category', 'category'],
    [
      'zip_code',
      repeated(
        numbered((i) => String(10_000 + i * 7)),
        3,
      ),
      'ignore',
      'too-many',
    ],
    ['manager_id', repeated(['17', '4', '9']), 'category', 'codes'],
    ['region', repeated(['1', '2', '3', '7']), 'category', 'codes'],
  ] as const)('%s', (name, cells, as, reason) => {
    expect(propose(name, cells)).toMatchObject({ as, label: false, reason: { key: reason } });
  });

  it('takes an outcome with two values for a label', () => {
    expect(propose('Churn', repeated(['Yes', 'No']))).toMatchObject({ as: 'category', label: true, reason: { key: 'outcome' } });
    expect(propose('Churn', repeated(['1', '2', '3']))).toMatchObject({ label: false });
  });
});

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
    expect(await kind(`visits,minutes\n${rows((i) => `${i % 7},${i % 11}`)}`)).toMatchObject({
      kind: 'users',
      reason: { key: 'no-user-no-time' },
    });
  });
});

describe.skipIf(!hasSharedData)(`published tables (${SKIPPED})`, () => {
  it('Telco churn: 7,043 customers, 11 blanks, 26.5 % churned', async () => {
    const file = sharedFile('telco-churn.csv');
    const preview = await previewFile(file);
    expect(preview.tables).toMatchObject({ kind: 'users', reason: { key: 'one-row-a-user', params: { column: 'customerID' } } });
    const { ingested } = await read(file, preview.mapping);
    expect(ingested.quality).toMatchObject({ rowsRead: 7043, kept: 7043, duplicates: 0, users: 7043 });
    expect(ingested.quality.missing.find(({ column }) => column === 'TotalCharges')!.missing).toBe(11);
    const columns = ingested.events.attributes!.table.columns;
    expect(columns.find(({ name }) => name === 'TotalCharges')!.values!.filter(Number.isNaN)).toHaveLength(11);
    expect(columns.filter(({ label }) => label).map(({ name }) => name)).toEqual(['Churn']);
    const { codes, names } = columns.find(({ name }) => name === 'Churn')!.coded!;
    const churned = codes.reduce((sum, code) => sum + (names[code] === 'Yes' ? 1 : 0), 0);
    expect(churned).toBe(
      sharedText('telco-churn.csv')
        .split('\n')
        .filter((line) => line.trim().endsWith(',Yes')).length,
    );
    expect(churned / 7043).toBeCloseTo(0.2654, 4);
  });

  it('online shoppers: every row stands for itself', async () => {
    const file = sharedFile('online-shoppers.csv');
    const preview = await previewFile(file);
    expect(preview.tables).toMatchObject({ kind: 'users', reason: { key: 'no-user-no-time' } });
    const { ingested } = await read(file, preview.mapping);
    expect(ingested.quality).toMatchObject({ rowsRead: 12_330, kept: 12_330, users: 12_330 });
    expect(ingested.events.userIds[12_329]).toBe('12330');
  });

  it('Complete Journey: profiles of households beside their baskets', async () => {
    const baskets = sharedFile('complete-journey-transactions.csv.gz');
    const profiles = sharedFile('complete-journey-households.csv');
    const preview = await previewFile(profiles);
    expect(preview.tables!.kind).toBe('users');
    const as = new Map(preview.mapping.attributes!.map((attribute) => [attribute.name, attribute.as]));
    expect(as.get('age')).toBe('ordered');
    expect(as.get('income')).toBe('ordered');
    expect(as.get('marital_status')).toBe('category');
    const { ingested } = await read(baskets, (await previewFile(baskets)).mapping, [{ file: profiles, mapping: preview.mapping }]);
    const users = new Set(
      sharedText('complete-journey-transactions.csv.gz')
        .split('\n')
        .slice(1, -1)
        .map((line) => splitLine(line)[0]!),
    );
    const rows = sharedText('complete-journey-households.csv')
      .split('\n')
      .slice(1)
      .filter((line) => line !== '')
      .map((line) => splitLine(line)[0]!);
    expect(ingested.quality.joins).toMatchObject([
      {
        rows: rows.length,
        inEvents: users.size,
        matched: rows.filter((row) => users.has(row)).length,
        unmatched: rows.filter((row) => !users.has(row)).length,
      },
    ]);
    expect([users.size, rows.length]).toEqual([2377, 801]);
  });
});
