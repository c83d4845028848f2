import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanCsv } from '../../../../workers/ingest';
import { DIRT_DEFAULTS } from '../../../../workers/protocol/cleaning';
import { drive } from '../../../../workers/protocol/progress';
import { CLEANING, fileOf, mappingOf, read } from '../support';

const mapping = mappingOf(
  { order: 'order', email: 'user', created: 'time', item: 'item', price: 'value' },
  { valueIs: 'line', fillDown: true },
);
const cleaning = {
  ...CLEANING,
  dropDuplicates: false,
  missing: { ...DIRT_DEFAULTS.missing, value: { method: 'drop', constant: 0 } },
} as const;

describe('the clean file of an export that says on an order’s first line what belongs to all of them', () => {
  it('says it on the first line that stays', async () => {
    const file = fileOf(
      'order,email,created,item,price\n#1,ann@x.de,2024-01-01,a,\n#1,,,b,2\n#1,,,c,3\n#2,bob@x.de,2024-01-02,a,1\n#2,,,b,\n#2,,,c,2\n',
    );
    const { rejected, cleaned } = await read(file, mapping, cleaning);
    const text = await (await drive(cleanCsv({ file, mapping, rejected, cleaned: cleaned! }))).text();
    expect(text.replace('\uFEFF', '').trimEnd().split('\r\n').slice(1)).toEqual([
      '#1,ann@x.de,2024-01-01,b,2',
      '#1,,,c,3',
      '#2,bob@x.de,2024-01-02,a,1',
      '#2,,,c,2',
    ]);
  });

  it('reads as what was kept, wherever an order’s lines stand and whatever they leave blank', async () => {
    const lineArb = fc.record({
      order: fc.constantFrom('#1', '#2', '#3', ''),
      email: fc.constantFrom('', '', 'ann', 'bob'),
      created: fc.constantFrom('', '', '2024-01-01', '2024-01-02', 'soon'),
      item: fc.constantFrom('a', 'b'),
      price: fc.constantFrom('', '', '1', '2.5', 'many'),
    });
    let whole = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(lineArb, { minLength: 1, maxLength: 14 }), async (drawn) => {
        // A line that is whole, so that none is taken for a line above the table.
        const lines = [{ order: '#9', email: 'zoe', created: '2024-01-01', item: 'a', price: '1' }, ...drawn];
        const text = lines.map((line) => Object.values(line).join(',')).join('\n');
        const file = fileOf(`order,email,created,item,price\n${text}\n`);
        const { events, rejected, cleaned, quality } = await read(file, mapping, cleaning);
        const blob = await drive(cleanCsv({ file, mapping, rejected, cleaned: cleaned! }));
        const again = await read(new File([blob], 'clean.csv'), mapping, { ...CLEANING, dropDuplicates: false });
        expect(again.quality.kept).toBe(again.quality.rowsRead);
        expect(again.events.userIds).toEqual(events.userIds);
        expect([...again.events.time]).toEqual([...events.time]);
        expect([...again.events.value!]).toEqual([...events.value!]);
        if (quality.rejected['missing-value'] > 0) whole++;
      }),
      { numRuns: 300 },
    );
    expect(whole).toBeGreaterThan(50);
  });
});
