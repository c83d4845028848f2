import type { SequenceEncoder } from '../../protocol/sequences';
import { BASICS_JS, readerJs } from './reader-js';
import { BASICS_PYTHON, readerPython } from './reader-python';

/** What a fused encoder joins with the code of the network that reads events. */
export interface Joined {
  /** Layers from its inputs to the code. */
  readonly depth: number;
  readonly text: boolean;
}

const NODE = 'Node 20 or newer, no package';

/** A user's steps to code and segment, in JavaScript and Python. @param joined null: the code of the network is that of the user */
export function sequencePrograms(architecture: SequenceEncoder, joined: Joined | null): string {
  return `## JavaScript

${NODE}, saved as \`embed.mjs\`:

\`\`\`js
${BASICS_JS}

${readerJs(architecture)}

const { sequence } = await json('run.json');
const { segments } = await json('segments.json');
const weights = await weightsOf(await json('sequence.json'), 'sequence.bin');
const w = (name) => weights['sequence/' + name];
const { shape, vocabulary } = sequence;

const levels = levelsOf(vocabulary, exampleOf(vocabulary)).slice(-shape.steps);
const states = statesOf(shape, w, levels);
${joined ? 'const read' : 'const code'} = times(meanOf(states.slice(Math.min(1, levels.length))), w('code'), shape.code, w('codeBias'));
${joined ? joinJs(joined) : ''}
const distance = (centre) => Math.hypot(...code.map((value, i) => value - centre[i]));
const nearest = segments.reduce((best, next) => (distance(next.centre) < distance(best.centre) ? next : best));
console.log(JSON.stringify({ code, segment: nearest.number }));
\`\`\`

## Python

With numpy, saved as \`embed.py\`:

\`\`\`python
${BASICS_PYTHON}
${readerPython(architecture)}
sequence = read("run.json")["sequence"]
segments = read("segments.json")["segments"]
weights = weights_of(read("sequence.json"), "sequence.bin")
w = lambda name: weights["sequence/" + name]
shape, words = sequence["shape"], sequence["vocabulary"]

levels = levels_of(words, example_of(words))[-shape["steps"]:]
states = states_of(shape, w, levels)
code = states[min(1, len(levels)):].mean(0) @ w("code") + w("codeBias")[0]
${joined ? joinPython(joined) : ''}
nearest = min(segments, key=lambda segment: np.linalg.norm(code - np.array(segment["centre"])))
print(json.dumps({"code": code.tolist(), "segment": nearest["number"]}))
\`\`\`
`;
}

function joinJs({ depth, text }: Joined): string {
  return `
const { features } = await json('preprocessing.json');
const model = await json('model.json');
const dense = await weightsOf(model, 'weights.bin');
const part = (name, values) => values.map((x, i) => (x - weights['fusion/' + name + '/mean'][i]) * weights['fusion/' + name + '/scale'][0]);
const scaled = (values) =>
  features.map(({ missing, scale: { log, lower, upper, mean, sd } }, i) => {
    const x = values[i] ?? missing.value;
    const y = log ? Math.sign(x) * Math.log1p(Math.abs(x)) : x;
    return (Math.min(upper, Math.max(lower, y)) - mean) / sd;
  });
${text ? TEXT_JS : ''}
// The features in the order of preprocessing.json, null where there is no value${text ? '; the names that each event bears' : ''}.
let code = [...scaled(features.map(() => null)), ...part('codes', read)${text ? `, ...part('text', textOf([['Green tea 100g', 'Tea'], ['绿茶']]))` : ''}];
for (const { config: { name, units, activation } } of model.modelTopology.config.layers.slice(0, ${depth})) {
  code = times(code, dense[name + '/kernel'], units, dense[name + '/bias']);
  if (activation === 'relu') code = code.map(relu);
}
`;
}

const TEXT_JS = String.raw`
const RUN = /(\p{Script=Han}+)|([\p{Script=Hiragana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+)|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}])[\p{L}\p{M}\p{N}])+/gu;
const pieces = (characters, length) => characters.slice(length - 1).map((_, i) => characters.slice(i, i + length).join(''));
const gramsOf = (name) =>
  [...name.normalize('NFKC').toLowerCase().matchAll(RUN)].flatMap(([run, han, phrase]) => {
    const characters = [...run];
    if (han) return [...pieces(characters, 1), ...pieces(characters, 2)];
    const bounded = phrase ? characters : [' ', ...characters, ' '];
    return [...pieces(characters, 1), ...pieces(bounded, 2), ...pieces(bounded, 3), ...(phrase ? [] : ['=' + run])];
  });
/** FNV-1a over UTF-16 code units. */
const hash = (gram) => [...Array(gram.length).keys()].reduce((h, i) => Math.imul(h ^ gram.charCodeAt(i), 0x01000193), 0x811c9dc5) >>> 0;
function vectorOf(name) {
  const idf = weights['text/idf'];
  const dims = weights['fusion/text/mean'].length;
  const counts = {};
  for (const gram of gramsOf(name)) counts[hash(gram) % idf.length] = (counts[hash(gram) % idf.length] ?? 0) + 1;
  const row = Object.entries(counts).map(([bucket, count]) => [bucket, (1 + Math.log(count)) * idf[bucket]]);
  const length = Math.hypot(...row.map(([, weight]) => weight));
  const vector = new Array(dims).fill(0);
  for (const [bucket, weight] of row)
    for (let d = 0; d < dims; d++) vector[d] += (weight / length) * weights['text/projection'][bucket * dims + d];
  return vector;
}
/** Of a user: the mean over the events that bear names, each the mean of its names. */
const textOf = (events) => meanOf(events.map((names) => meanOf(names.map(vectorOf))));
`;

function joinPython({ depth, text }: Joined): string {
  return `
features = read("preprocessing.json")["features"]
model = read("model.json")
dense = weights_of(model, "weights.bin")

def part(name, values):
    return (values - weights[f"fusion/{name}/mean"]) * weights[f"fusion/{name}/scale"][0]

def scaled(values):
    row = []
    for value, feature in zip(values, features):
        x = feature["missing"]["value"] if value is None else value
        s = feature["scale"]
        y = np.sign(x) * np.log1p(abs(x)) if s["log"] else x
        row.append((min(s["upper"], max(s["lower"], y)) - s["mean"]) / s["sd"])
    return row

parts = [scaled([None] * len(features)), part("codes", code)]
${text ? '# Of a user whose events bear no names; the program in JavaScript says how names become a vector.\nparts.append(part("text", np.zeros(len(weights["fusion/text/mean"]))))\n' : ''}code = np.concatenate(parts)
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
