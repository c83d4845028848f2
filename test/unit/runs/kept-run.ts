import { defaultRecipe } from '../../../workers/protocol/recipe';
import type { RunSummary } from '../../../workers/protocol/runs';
import { parametersOf, type KeptRun, type RunBody } from '../../../workers/runs';
import { mappingOf } from '../ingest/support';

const RECIPE = defaultRecipe(mappingOf({ user_id: 'user', timestamp: 'time' }, {}));

/** A run of the users named, by default three in two segments; −1 is in none. */
export function keptRun(
  id: string,
  change: Partial<RunSummary> = {},
  { users = ['u1', 'u2', 'u3'], segments = [0, 1, 0], body = {} as Partial<RunBody> } = {},
): KeptRun {
  const numbers = [...new Set(segments)].filter((segment) => segment >= 0).sort((a, b) => a - b);
  const whole: RunBody = {
    userIndex: Uint32Array.from(users.keys()),
    segments: Int32Array.from(segments),
    points: Float32Array.from(users.flatMap((_, i) => [i, 0.5 - i])),
    explained: [0.5, 0.25],
    centres: new Float32Array(2 * numbers.length),
    features: [],
    windowDays: 30,
    layers: [],
    tensors: [],
    sequence: null,
    ...body,
  };
  const summary: RunSummary = {
    id,
    name: null,
    pinned: false,
    imported: false,
    at: 1_700_000_000_000,
    kind: 'build',
    files: ['shop.csv'],
    users: users.length,
    recipe: RECIPE,
    backend: 'cpu',
    seconds: { read: 1, encode: 2 },
    training: null,
    validity: null,
    forecasts: { purchases: null, outcomes: null },
    segments: numbers.map((number) => ({
      number,
      users: segments.filter((segment) => segment === number).length,
      name: [{ key: 'buyers' }],
      typed: null,
    })),
    parameters: parametersOf(whole),
    ...change,
  };
  return { summary, body: whole, users: { ids: users } };
}
