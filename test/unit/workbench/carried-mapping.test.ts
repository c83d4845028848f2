import { expect, it } from 'vitest';
import type { FilePreview } from '../../../workers/protocol/ingest';
import type { MappingRecipe } from '../../../workers/protocol/recipe';
import { carriedMapping } from '../../../src/workbench/renamed-columns';
import { mapping } from './workbench';

const columnsOf = (...names: string[]) => names.map((name) => ({ name, role: 'other' as const }));
const previewOf = (...names: string[]) => ({ mapping: { ...mapping, columns: columnsOf(...names) } }) as unknown as FilePreview;

it('what was decided about columns holds however another file writes their names', () => {
  const decided: MappingRecipe = {
    ...mapping,
    dateFormat: 'dmy',
    columns: [
      { name: 'user', role: 'user' },
      { name: 'Day', role: 'time' },
      { name: 'City', role: 'category' },
      { name: 'city', role: 'other' },
      { name: 'Hour', role: 'other' },
    ],
    attributes: [{ name: 'Hour', as: 'ordered' }],
    relativeTime: { number: 'Day', weekday: null, hour: 'Hour' },
  };
  const carried = carriedMapping(decided, previewOf('DAY', 'city', ' User', 'extra', 'City', 'hour'))!;
  expect(carried.columns).toEqual([
    { name: 'DAY', role: 'time' },
    { name: 'city', role: 'other' },
    { name: ' User', role: 'user' },
    { name: 'extra', role: 'other' },
    { name: 'City', role: 'category' },
    { name: 'hour', role: 'other' },
  ]);
  expect(carried.attributes).toEqual([{ name: 'hour', as: 'ordered' }]);
  expect(carried.relativeTime).toEqual({ number: 'DAY', weekday: null, hour: 'hour' });
  expect(carried.dateFormat).toBe('dmy');
  expect(carriedMapping(decided, previewOf('Day', 'User', 'City', 'hour'))).toBeNull();
});
