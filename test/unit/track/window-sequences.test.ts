import { expect, it } from 'vitest';
import { fieldsOf, learnVocabulary } from '../../../workers/encode/sequence/fields';
import { initialWeights } from '../../../workers/encode/sequence/layout';
import { SequenceReader } from '../../../workers/encode/sequence/read-users';
import { tokenize } from '../../../workers/encode/sequence/tokens';
import { extractFeatures, rawFeatures } from '../../../workers/features';
import { windowRows } from '../../../workers/features/window-rows';
import { nextTask } from '../../../workers/math/breathe';
import type { Embedding } from '../../../workers/protocol/model';
import { drive } from '../../../workers/protocol/progress';
import { defaultRecipe } from '../../../workers/protocol/recipe';
import { atLength } from '../../../workers/track/columns';
import { encodeWindow } from '../../../workers/track/window-model';
import { population } from '../../fixtures/population';

it('a network that reads events in order reads those of the window, whatever length the window is brought to', async () => {
  const { events } = population({ seed: 2, users: 120, months: 4 });
  const { features } = defaultRecipe({} as never);
  const matrix = await drive(extractFeatures(events, features));
  const vocabulary = learnVocabulary(events, windowRows(events, matrix.from, matrix.to), true);
  const levels = fieldsOf(vocabulary).map((field) => field.levels);
  const shape = { architecture: 'gru', levels, predicted: [1], width: 16, layers: 1, code: 3, steps: 32 } as const;
  const sequence = { shape, vocabulary, parameters: initialWeights(shape, 1) };
  const embedding: Embedding = { users: 0, dims: 3, data: new Float32Array(), encoder: [], decoder: [], sequence, training: null };
  const ids = matrix.specs.map(({ id }) => id);
  const [from, to] = [matrix.from + 20 * 86_400_000, matrix.from + 48 * 86_400_000];
  const raw = rawFeatures(events, from, to, features, ids, matrix.support);
  const reader = new SequenceReader(sequence);
  for (const days of [25, 28, 31]) {
    const { users, rows } = await encodeWindow(events, atLength(raw, days), 0, matrix.specs, embedding, nextTask);
    expect(users).toEqual(raw.userIndex);
    users.forEach((user, i) => {
      // Only the rows of this user in these days.
      const own = Array.from(
        { length: events.userOffsets[user + 1]! - events.userOffsets[user]! },
        (_, at) => events.userOffsets[user]! + at,
      );
      const inside = own.filter((row) => events.time[row]! >= from && events.time[row]! < to);
      const place = { userIndex: Uint32Array.of(user), lo: Uint32Array.of(inside[0]!), hi: Uint32Array.of(inside.at(-1)! + 1) };
      const code = new Float32Array(3);
      reader.codeInto(code, 0, tokenize(events, place, vocabulary, 32), 0);
      expect(rows.subarray(3 * i, 3 * i + 3)).toEqual(code);
    });
  }
});
