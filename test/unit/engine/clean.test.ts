import { describe, expect, it } from 'vitest';
import { DIRT_DEFAULTS } from '../../../workers/protocol/cleaning';
import type { MappingRecipe } from '../../../workers/protocol/recipe';
import { Disk } from '../store/memory-device';
import { csv, engineOn, fileOf, MAPPING, shopLines, text, value } from './engine';

const quiet = () => undefined;
const WITH_DIRT = {
  dropDuplicates: true,
  maxYearsFromMedian: 20,
  nearDuplicateSeconds: 5,
  missing: { ...DIRT_DEFAULTS.missing, value: { method: 'constant' as const, constant: 12.5 } },
};

describe('the clean file', () => {
  it('holds what was kept, also of a workspace that is opened again', async () => {
    const engine = engineOn(new Disk());
    const lines = shopLines([0, 20], [0, 60]);
    const file = fileOf(
      'spring.csv',
      csv([
        ...lines,
        'ann,purchase,2023-05-01 10:00:00,',
        'ann,view,2023-05-01 11:00:00,1',
        'ann,view,2023-05-01 11:00:04,1',
        'ann,view,not a date,1',
      ]),
    );
    const { quality } = await value(engine.read('read', file, MAPPING, WITH_DIRT, quiet));
    expect(quality.dirt).toMatchObject({ filled: { value: 1 } });
    expect(quality.rejected['bad-date']).toBe(1);
    const clean = await text(await value(engine.exportClean('x', quiet)));
    const rows = clean.replace('\uFEFF', '').trimEnd().split('\r\n');
    expect(rows).toHaveLength(1 + quality.kept);
    expect(rows.slice(-2)).toEqual(['ann,purchase,2023-05-01 10:00:00,12.5', 'ann,view,2023-05-01 11:00:00,1']);

    const { info } = await value(engine.keep('keep', null, 'shop', {}));
    const { read } = await value(engine.openWorkspace('open', info!.id));
    expect(read!.cleaning).toEqual(WITH_DIRT);
    expect(read!.quality).toEqual(quality);
    expect(await text(await value(engine.exportClean('x', quiet)))).toBe(clean);
  });

  it('of a table of users holds what was filled, and of the rejected rows line and reason', async () => {
    const engine = engineOn(new Disk());
    const lines = Array.from({ length: 40 }, (_, i) => `c${i},${i % 9},${i === 5 ? '' : i % 2 ? 'pro' : 'free'}`);
    const file = fileOf('customers.csv', ['id,visits,plan', ...lines, 'c40,,pro', 'c3,9,pro', ',1,free'].join('\n') + '\n');
    const mapping: MappingRecipe = {
      ...MAPPING,
      kind: 'users',
      columns: [
        { name: 'id', role: 'user' },
        { name: 'visits', role: 'other' },
        { name: 'plan', role: 'other' },
      ],
      attributes: [
        { name: 'visits', as: 'number', missing: { method: 'drop' } },
        { name: 'plan', as: 'category', missing: { method: 'constant', constant: 'none' } },
      ],
    };
    const { quality } = await value(engine.read('read', file, mapping, WITH_DIRT, quiet));
    expect(quality).toMatchObject({ rowsRead: 43, kept: 40, duplicates: 1, rejected: { 'missing-value': 1, 'no-user': 1 } });
    const expected = ['id,visits,plan', ...lines.map((line) => (line.endsWith(',') ? `${line}none` : line))];
    const clean = await text(await value(engine.exportClean('x', quiet)));
    expect(clean.replace('\uFEFF', '').trimEnd().split('\r\n')).toEqual(expected);
    expect((await text(await value(engine.exportRejected('x', quiet)))).replace('\uFEFF', '').trimEnd().split('\r\n')).toEqual([
      'line,reason,id,visits,plan',
      '42,missing-value,c40,,pro',
      '44,no-user,,1,free',
    ]);

    const { info } = await value(engine.keep('keep', null, 'customers', {}));
    const { read } = await value(engine.openWorkspace('open', info!.id));
    expect(read!.mapping).toEqual(mapping);
    expect(read!.quality).toEqual(quality);
    expect(await text(await value(engine.exportClean('x', quiet)))).toBe(clean);
  });

  it('of a joined table is its own', async () => {
    const engine = engineOn(new Disk());
    const shop = fileOf('spring.csv', csv(shopLines([0, 20], [0, 60])));
    await value(engine.read('read', shop, MAPPING, WITH_DIRT, quiet));
    const columns = (names: Readonly<Record<string, 'user' | 'item' | 'category' | 'other'>>) =>
      Object.entries(names).map(([name, role]) => ({ name, role }));
    const users = {
      file: fileOf('users.csv', 'id,age\nann,\nbob,30\nbob,31\ncleo,50\n'),
      mapping: {
        ...MAPPING,
        kind: 'users' as const,
        columns: columns({ id: 'user', age: 'other' }),
        attributes: [{ name: 'age', as: 'number' as const, missing: { method: 'max' as const } }],
      },
    };
    const items = {
      file: fileOf('items.csv', 'item,category\nx,hats\n,hats\nx,shoes\ny,shoes\n'),
      mapping: { ...MAPPING, kind: 'items' as const, columns: columns({ item: 'item', category: 'category' }) },
    };
    const { quality } = await value(engine.join('join', [users, items], quiet));
    expect(quality.joins![0]).toMatchObject({
      rowsRead: 4,
      rows: 3,
      duplicates: 1,
      rejected: 0,
      dirt: { gaps: [{ name: 'age', filled: 1 }] },
    });
    const clean = async (kind: 'users' | 'items') => (await text(await value(engine.exportClean('x', quiet, kind)))).replace('\uFEFF', '');
    expect(await clean('users')).toBe('id,age\r\nann,50\r\nbob,30\r\ncleo,50\r\n');
    expect(await clean('items')).toBe('item,category\r\nx,hats\r\ny,shoes\r\n');
  });
});
