import { describe, expect, it } from 'vitest';
import {
  meaningOf,
  proposedMeaning,
  withFill,
  withMeaning,
  withOutcome,
  withOutliers,
  withRepeated,
} from '../../../src/screens/data/tables/attribute-mapping';
import { previewFile } from '../../../workers/ingest';
import { fillOf } from '../../../workers/protocol/attribute-cleaning';
import { DIRT_DEFAULTS } from '../../../workers/protocol/cleaning';
import { fileOf } from '../ingest/support';

const lines = Array.from(
  { length: 40 },
  (_, i) => `${i},${i * 3},2024-01-${String((i % 28) + 1).padStart(2, '0')},${i % 2 ? 'Yes' : 'No'}`,
);
const open = () => previewFile(fileOf(`id,age,signup,Churn\n${lines.join('\n')}\n`));

describe('the meaning of a column', () => {
  it('is what was proposed, until somebody says otherwise', async () => {
    const preview = await open();
    const users = preview.tables!.mappings.users;
    const names = ['id', 'age', 'signup', 'Churn'];
    expect(names.map((name, i) => [meaningOf(users, name), proposedMeaning(preview, i)])).toEqual(
      names.map((name, i) => [proposedMeaning(preview, i), meaningOf(users, name)]),
    );
    expect(['age', 'signup', 'Churn'].map((name) => meaningOf(users, name))).toEqual(['number', 'date', 'category']);
    expect(meaningOf(withMeaning(preview, users, 'age', 'ordered'), 'age')).toBe('ordered');
  });

  it('a user id is one column at most, and says nothing else', async () => {
    const preview = await open();
    const once = withMeaning(preview, preview.tables!.mappings.users, 'id', 'user');
    const moved = withMeaning(preview, once, 'age', 'user');
    expect(moved.columns.filter(({ role }) => role === 'user').map(({ name }) => name)).toEqual(['age']);
    expect(moved.attributes!.find(({ name }) => name === 'age')).toMatchObject({ as: 'ignore' });
    expect(meaningOf(moved, 'id')).toBe('ignore');
    const alone = withMeaning(preview, moved, 'age', 'number');
    expect(alone.columns.some(({ role }) => role === 'user')).toBe(false);
  });

  it('dates bring the format in which they are written; an outcome stays one until its meaning changes', async () => {
    const preview = await open();
    const users = preview.tables!.mappings.users;
    expect(withMeaning(preview, users, 'signup', 'date').attributes).toContainEqual(
      expect.objectContaining({ name: 'signup', as: 'date', dateFormat: preview.dateFormats[2]![0] }),
    );
    const labelled = withOutcome(users, 'age', true);
    expect(labelled.attributes).toContainEqual({ name: 'age', as: 'number', label: true });
    expect(withOutcome(labelled, 'age', false).attributes).toEqual(users.attributes);
  });

  it('what is chosen about dirt is said, and what is at its default is not', async () => {
    const users = (await open()).tables!.mappings.users;
    const age = (mapping: typeof users) => mapping.attributes!.find(({ name }) => name === 'age')!;
    const filled = withFill(users, 'age', { method: 'mean' });
    expect(age(filled)).toEqual({ ...age(users), missing: { method: 'mean' } });
    expect(withFill(filled, 'age', { method: 'default' })).toEqual(users);
    expect(withFill(users, 'no such column', { method: 'mean' })).toEqual(users);
    // A mean of what has become a category or an outcome says nothing.
    expect(fillOf(age(filled))).toEqual({ method: 'mean' });
    expect(fillOf({ ...age(filled), as: 'category' })).toEqual({ method: 'default' });
    expect(fillOf(age(withOutcome(filled, 'age', true)))).toEqual({ method: 'default' });

    const clipped = { ...DIRT_DEFAULTS.outliers, method: 'clip' as const };
    expect(withOutliers(users, clipped)).toEqual({ ...users, outliers: clipped });
    expect(withOutliers(withOutliers(users, clipped), DIRT_DEFAULTS.outliers)).toEqual(users);
    expect(withRepeated(withRepeated(users, true), false)).toEqual(users);
  });
});
