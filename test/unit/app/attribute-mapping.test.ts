import { describe, expect, it } from 'vitest';
import { meaningOf, proposedMeaning, withMeaning, withOutcome } from '../../../src/screens/data/tables/attribute-mapping';
import { previewFile } from '../../../workers/ingest';
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
});
