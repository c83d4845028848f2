import { describe, expect, it } from 'vitest';
import { typeOptions } from '../../../src/screens/data/type-options';

const values = [
  null,
  [
    { value: 'view', count: 900 },
    { value: 'purchase', count: 100 },
  ],
];
const quality = {
  eventTypes: [
    { type: 'view', rows: 90_000, purchase: false },
    { type: 'purchase', rows: 1580, purchase: true },
    { type: 'refund', rows: 3, purchase: false },
  ],
};

describe('the event types to choose from', () => {
  it('are counted over the whole file, those beyond the sample among them', () => {
    expect(typeOptions({ values }, 1, ['purchase'], quality)).toEqual([
      { value: 'view', rows: 90_000 },
      { value: 'purchase', rows: 1580 },
      { value: 'refund', rows: 3 },
    ]);
  });

  it('have no count while the file is read, nor where no row of theirs was kept', () => {
    expect(typeOptions({ values }, 1, ['order'], null)).toEqual([
      { value: 'view', rows: null },
      { value: 'purchase', rows: null },
      { value: 'order', rows: null },
    ]);
    expect(typeOptions({ values }, 1, ['order'], quality).at(-1)).toEqual({ value: 'order', rows: null });
  });

  it('are the chosen ones of a column with too many values to list', () => {
    expect(typeOptions({ values }, 0, ['purchase', 'order'], quality)).toEqual([
      { value: 'purchase', rows: 1580 },
      { value: 'order', rows: null },
    ]);
  });
});
