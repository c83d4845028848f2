import { fieldsOf, sizeOf, weightsOf } from '../../../workers/encode';
import type { Assignment, EarlyAssignment, PlacingNetwork } from '../../../workers/protocol/assignment';
import { defaultRecipe } from '../../../workers/protocol/recipe';
import type { RunSummary } from '../../../workers/protocol/runs';
import { learnedUnder, parametersOf, writeFindings, type KeptRun, type RunBody } from '../../../workers/runs';
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

const vocabulary = {
  types: [
    { name: 'view', refund: false },
    { name: 'purchase', refund: false },
  ],
  topicOf: null,
  topics: [],
  valueEdges: [],
  sizes: false,
  timesOfDay: false,
};
export const TEMPERATURE = 2;

/** States that are +1 after a view and −1 after a purchase; the first class for a mean above zero, by odds of exp(6 · mean / temperature). */
export const placingNetwork: PlacingNetwork = (() => {
  const levels = fieldsOf(vocabulary).map((field) => field.levels);
  const shape = { architecture: 'cnn', levels, predicted: [], width: 1, layers: 1, code: 0, classes: 2, steps: 34 } as const;
  const parameters = new Float32Array(sizeOf(weightsOf(shape)));
  parameters[1] = 1;
  parameters[2] = -1;
  // The head: state, then mean, by class; biases last.
  parameters.set([0, 0, 3, -3, 0, 0], parameters.length - 6);
  return { shape, vocabulary, parameters, temperature: TEMPERATURE };
})();

const estimate = { value: 0.9, low: 0.85, high: 0.95 };
const told = (ahead: EarlyAssignment['ahead']): Assignment => ({
  none: null,
  assignment: {
    users: 400,
    unsegmented: 0,
    training: {
      architecture: 'cnn',
      classWeights: 'none',
      users: 280,
      validationUsers: 40,
      epochs: 9,
      bestEpoch: 3,
      stoppedEarly: true,
      validationLoss: 0.7,
      parameters: placingNetwork.parameters.length,
      backends: ['wasm'],
      seconds: 2,
    },
    average: { accuracy: estimate, baselines: [] },
    readings: [
      {
        events: null,
        users: 40,
        accuracy: estimate,
        macroF1: estimate,
        baselines: [],
        confusion: [
          [20, 0],
          [0, 20],
        ],
        segments: [0, 1].map((id) => ({ id, support: 20, placed: 20, precision: 1, recall: 1, f1: 1 })),
      },
    ],
    reliableFrom: null,
    ...(ahead !== undefined && { beside: [], ahead }),
    resamples: 200,
  },
});

/** Of 40 days, so that who came in the last ten is new. What the test of the network said */
export function placingRun(
  { ahead }: Pick<EarlyAssignment, 'ahead'> = { ahead: { from: 3, to: 34 } },
  held: PlacingNetwork | null = placingNetwork,
): KeptRun {
  const run = keptRun('1', {}, { body: { windowDays: 40 } });
  const found = { looks: null, assignment: told(ahead), network: held };
  return { ...run, findings: writeFindings(found, undefined, learnedUnder(run.summary.recipe))! };
}
