import type { FusedTextKind } from '../../protocol/model';
import type { SequenceEncoder } from '../../protocol/sequences';
import { BASICS_JS, readerJs } from './reader-js';
import { BASICS_PYTHON, readerPython } from './reader-python';
import { SCALED_JS, SCALED_PYTHON } from './scaled-programs';
import { TEXTS_JS } from './text-programs';

/** What a fused encoder joins with the code of the network that reads events, if there is one. */
export interface Joined {
  /** Layers from its inputs to the code. */
  readonly depth: number;
  readonly texts: readonly FusedTextKind[];
}

/** By kind of text: what the events of the user of the programs bear. */
const EXAMPLES: Readonly<Record<FusedTextKind, string>> = {
  text: "[['Green tea 100g', 'Tea'], ['绿茶']]",
  words: "[['green tea'], ['gift']]",
  profile: "[['likes tea']]",
};

const NODE = 'Node 20 or newer, no package';

/**
 * A user's steps to code and segment, in JavaScript and Python.
 *
 * @param architecture of the network that reads events; null where a fused encoder has none
 * @param joined null: the code of the network is that of the user
 */
export function sequencePrograms(architecture: SequenceEncoder | null, joined: Joined | null): string {
  return `## JavaScript

${NODE}, saved as \`embed.mjs\`:

\`\`\`js
${BASICS_JS}

${architecture ? `${readerJs(architecture)}\n\nconst { sequence } = await json('run.json');` : ''}
const { segments } = await json('segments.json');
const weights = await weightsOf(await json('sequence.json'), 'sequence.bin');
${architecture ? readJs(joined ? 'read' : 'code') : ''}${joined ? joinJs(joined, architecture !== null) : ''}
const distance = (centre) => Math.hypot(...code.map((value, i) => value - centre[i]));
const nearest = segments.reduce((best, next) => (distance(next.centre) < distance(best.centre) ? next : best));
console.log(JSON.stringify({ code, segment: nearest.number }));
\`\`\`

## Python

With numpy, saved as \`embed.py\`:

\`\`\`python
${BASICS_PYTHON}
${architecture ? readerPython(architecture) : ''}
segments = read("segments.json")["segments"]
weights = weights_of(read("sequence.json"), "sequence.bin")
${architecture ? READ_PYTHON : ''}${joined ? joinPython(joined, architecture !== null) : ''}
nearest = min(segments, key=lambda segment: np.linalg.norm(code - np.array(segment["centre"])))
print(json.dumps({"code": code.tolist(), "segment": nearest["number"]}))
\`\`\`
`;
}

const readJs = (name: 'read' | 'code') => `const w = (name) => weights['sequence/' + name];
const { shape, vocabulary } = sequence;

const levels = levelsOf(vocabulary, exampleOf(vocabulary)).slice(-shape.steps);
const states = statesOf(shape, w, levels);
const ${name} = times(meanOf(states.slice(Math.min(1, levels.length))), w('code'), shape.code, w('codeBias'));
`;

const READ_PYTHON = `sequence = read("run.json")["sequence"]
w = lambda name: weights["sequence/" + name]
shape, words = sequence["shape"], sequence["vocabulary"]

levels = levels_of(words, example_of(words))[-shape["steps"]:]
states = states_of(shape, w, levels)
code = states[min(1, len(levels)):].mean(0) @ w("code") + w("codeBias")[0]
`;

/** @param read whether a network reads events */
function joinJs({ depth, texts }: Joined, read: boolean): string {
  const parts = [
    'scaled(features.map(() => null))',
    ...(read ? ["part('codes', read)"] : []),
    ...texts.map((kind) => `textOf('${kind}', ${EXAMPLES[kind]})`),
  ];
  return `
const { features } = await json('preprocessing.json');
const model = await json('model.json');
const dense = await weightsOf(model, 'weights.bin');
const part = (name, values) => values.map((x, i) => (x - weights['fusion/' + name + '/mean'][i]) * weights['fusion/' + name + '/scale'][0]);
${SCALED_JS}
${texts.length > 0 ? TEXTS_JS : ''}
// The features in the order of preprocessing.json, null where there is no value${texts.length > 0 ? '; the texts that each event bears (those of the user, of free text)' : ''}.
let code = [${parts.map((part) => `...${part}`).join(', ')}];
for (const { config: { name, units, activation } } of model.modelTopology.config.layers.slice(0, ${depth})) {
  code = times(code, dense[name + '/kernel'], units, dense[name + '/bias']);
  if (activation === 'relu') code = code.map(relu);
}
`;
}

/** @param read whether a network reads events */
function joinPython({ depth, texts }: Joined, read: boolean): string {
  return `
features = read("preprocessing.json")["features"]
model = read("model.json")
dense = weights_of(model, "weights.bin")

def part(name, values):
    return (values - weights[f"fusion/{name}/mean"]) * weights[f"fusion/{name}/scale"][0]

${SCALED_PYTHON}

parts = [scaled([None] * len(features))${read ? ', part("codes", code)' : ''}]
${texts.length > 0 ? '# Of a user without texts; the program in JavaScript says how texts become a vector.\n' : ''}${texts.map((kind) => `parts.append(np.zeros(len(weights["fusion/${kind}/mean"])))\n`).join('')}code = np.concatenate(parts)
for layer in model["modelTopology"]["config"]["layers"][:${depth}]:
    config = layer["config"]
    code = code @ dense[config["name"] + "/kernel"] + dense[config["name"] + "/bias"]
    if config["activation"] == "relu":
        code = np.maximum(code, 0)
`;
}

/** A new user's first steps to the probabilities of the segments, in JavaScript. */
export function placingProgram(architecture: SequenceEncoder): string {
  return `${NODE}, saved as \`place.mjs\`:

\`\`\`js
${BASICS_JS}

${readerJs(architecture)}

const { userDefinedMetadata, ...manifest } = await json('placing.json');
const { shape, vocabulary, temperature } = userDefinedMetadata;
const { segments } = await json('segments.json');
const weights = await weightsOf(manifest, 'placing.bin');
const w = (name) => weights['placing/' + name];

const levels = levelsOf(vocabulary, exampleOf(vocabulary)).slice(0, shape.steps);
const states = statesOf(shape, w, levels).slice(1);
const logits = times([...states.at(-1), ...meanOf(states)], w('classHead'), shape.classes, w('classBias'));
const probabilities = softmax(logits.map((logit) => logit / temperature));
const segment = segments[probabilities.indexOf(Math.max(...probabilities))];
console.log(JSON.stringify({ segment: segment.number, probabilities }));
\`\`\`
`;
}
