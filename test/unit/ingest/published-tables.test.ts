import { describe, expect, it } from 'vitest';
import { previewFile } from '../../../workers/ingest';
import { hasSharedData, sharedFile, sharedText, SKIPPED, splitLine } from './support';
import { read } from './table-support';

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
