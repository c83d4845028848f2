import { markdownText } from './markdown-text';
import type { KeptRun } from './record';

/** How segments are given to users who come later, by the method that found them. */
const ASSIGNMENT = {
  kmeans: 'A user belongs to the segment whose centre is nearest to the code (Euclidean distance).',
  minibatch: 'A user belongs to the segment whose centre is nearest to the code (Euclidean distance).',
  ward: 'The hierarchy is cut; the segment whose centre is nearest to the code (Euclidean distance) is that of a new user.',
  mixture:
    'Segments are Gaussians of which the means alone are here: the nearest centre is an approximation. The segments of the users of this run are in `users.json`.',
  dbscan:
    'Segments are dense regions of any shape: the nearest centre is an approximation, and says nothing of users between them. The segments of the users of this run are in `users.json`.',
  hdbscan:
    'Segments are dense regions of any shape: the nearest centre is an approximation, and says nothing of users between them. The segments of the users of this run are in `users.json`.',
} as const;

/** What the files are, and how to use the model elsewhere. The programs in it run as they stand, in the folder of the unpacked files. */
export function readme({ summary, body }: KeptRun): string {
  const { name, segments, users, recipe } = summary;
  const dense = body.layers.length > 0;
  const code = body.layers.findIndex((layer) => layer.name === 'code');
  return [
    `# ${name === null ? 'A run' : markdownText(name)} (Shoal)\n\n${users} users in ${segments.length} segments. The original events are not in this archive; user ids are.\n`,
    files(dense, body.tensors.length > 0),
    `## From a user to a segment\n\n${steps(dense, body.sequence !== null, body.layers[0]?.inputs ?? body.features.length, body.features.length)} ${ASSIGNMENT[recipe.clustering.method]}\n`,
    body.sequence ? weightsPrograms(dense) : embedPrograms(code + 1),
    `## 中文说明\n\n\`preprocessing.json\` 说明每个特征如何补缺、取对数、截断和标准化；\`model.json\` 与 \`weights.bin\` 是 TensorFlow.js 格式的网络；\`segments.json\` 是各分群及其中心；\`users.json\` 是每位用户的分群。上面的程序可直接运行。在 Shoal 的“模型”页可以重新导入这个压缩包。\n`,
  ].join('\n');
}

function files(dense: boolean, tensors: boolean): string {
  const rows = [
    ['run.json', 'name, time, figures and losses of the run; for Shoal, which can import this archive again'],
    ['recipe.json', 'all settings of the run'],
    ['preprocessing.json', 'the features in the order of the columns, and how each is filled, logged, clipped and standardised'],
    [
      'segments.json',
      'number, name, size and centre of each segment; numbers count from 0 here and from 1 on the screens and in the CSV of Shoal',
    ],
    ['users.json', 'by user: id, segment number (−1: in none), place on the map'],
    ...(dense ? [['model.json, weights.bin', 'the network in the format of TensorFlow.js (`tf.loadLayersModel`)']] : []),
    ...(tensors ? [['sequence.json, sequence.bin', 'further weights in the same format, without a topology']] : []),
  ];
  return `## Files\n\n${rows.map(([file, what]) => `- \`${file}\`: ${what}`).join('\n')}\n`;
}

function steps(dense: boolean, ordered: boolean, inputs: number, features: number): string {
  const scale =
    'The value of a feature is filled where it is missing (`missing.value`), logged (`log`: sign(x)·ln(1 + |x|)), clipped to `lower` and `upper`, then (value − `mean`) / `sd`.';
  if (ordered && dense)
    return `${scale} The network in \`model.json\` takes ${inputs} numbers: ${features} features, then the code of the network that reads events in order and, where there are any, the vector of titles and names, each as (value − \`fusion/…/mean\`) · \`fusion/…/scale\`. The output of the layer \`code\` is the user's code. The network that reads events is not rebuilt here: its weights are, and what they are about stands in \`run.json\` under \`sequence\`.`;
  if (ordered)
    return 'The code is that of a network that reads the events of a user in order. It is not rebuilt here: its weights are, and what they are about stands in `run.json` under `sequence`.';
  if (dense) return `${scale} The output of the layer \`code\` is the user's code.`;
  return `${scale} There is no network: these numbers are the code.`;
}

/** @param depth layers from the features to the code */
function embedPrograms(depth: number): string {
  const layers = depth > 0;
  return `## JavaScript

Node 20 or newer, \`npm install @tensorflow/tfjs-core@4 @tensorflow/tfjs-backend-cpu@4\`, saved as \`embed.mjs\`:

\`\`\`js
import { readFile } from 'node:fs/promises';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';

const json = async (name) => JSON.parse(await readFile(name, 'utf8'));
const { features } = await json('preprocessing.json');
const { segments } = await json('segments.json');
${
  layers
    ? `const { modelTopology, weightsManifest } = await json('model.json');
const bytes = await readFile('weights.bin');
const weights = tf.io.decodeWeights(new Uint8Array(bytes).buffer, weightsManifest[0].weights);
const layers = modelTopology.config.layers.slice(0, ${depth}).map((layer) => layer.config);`
    : 'const layers = [];\nconst weights = {};'
}

// One user: the features in the order of preprocessing.json, null where there is no value.
const scaled = (values) =>
  features.map(({ missing, scale: { log, lower, upper, mean, sd } }, i) => {
    const x = values[i] ?? missing.value;
    const y = log ? Math.sign(x) * Math.log1p(Math.abs(x)) : x;
    return (Math.min(upper, Math.max(lower, y)) - mean) / sd;
  });

function embed(users) {
  let codes = tf.tensor2d(users.map(scaled));
  for (const { name, activation } of layers) {
    codes = tf.add(tf.matMul(codes, weights[name + '/kernel']), weights[name + '/bias']);
    if (activation === 'relu') codes = tf.relu(codes);
  }
  return codes.arraySync();
}

const distance = (code, centre) => Math.hypot(...code.map((value, i) => value - centre[i]));
const nearest = (code) => segments.reduce((best, next) => (distance(code, next.centre) < distance(code, best.centre) ? next : best));

const example = features.map(() => null);
const [code] = embed([example]);
console.log(JSON.stringify({ code, segment: nearest(code).number }));
\`\`\`
${
  layers
    ? `
In a page, with \`@tensorflow/tfjs\` 4 and the files served beside it:

\`\`\`js
const network = await tf.loadLayersModel('model.json');
const encoder = tf.model({ inputs: network.inputs, outputs: network.getLayer('code').output });
\`\`\`
`
    : ''
}
## Python

With numpy, saved as \`embed.py\`:

\`\`\`python
import json
import numpy as np

def read(name):
    with open(name, encoding="utf-8") as file:
        return json.load(file)

features = read("preprocessing.json")["features"]
segments = read("segments.json")["segments"]
${
  layers
    ? `model = read("model.json")
flat = np.fromfile("weights.bin", dtype="<f4")
weights, at = {}, 0
for spec in model["weightsManifest"][0]["weights"]:
    size = int(np.prod(spec["shape"]))
    weights[spec["name"]] = flat[at:at + size].reshape(spec["shape"])
    at += size
layers = [layer["config"] for layer in model["modelTopology"]["config"]["layers"][:${depth}]]`
    : 'layers, weights = [], {}'
}

def scaled(values):
    row = []
    for value, feature in zip(values, features):
        x = feature["missing"]["value"] if value is None else value
        s = feature["scale"]
        y = np.sign(x) * np.log1p(abs(x)) if s["log"] else x
        row.append((min(s["upper"], max(s["lower"], y)) - s["mean"]) / s["sd"])
    return row

def embed(users):
    codes = np.array([scaled(user) for user in users], dtype=np.float64)
    for layer in layers:
        codes = codes @ weights[layer["name"] + "/kernel"] + weights[layer["name"] + "/bias"]
        if layer["activation"] == "relu":
            codes = np.maximum(codes, 0)
    return codes

code = embed([[None] * len(features)])[0]
nearest = min(segments, key=lambda segment: np.linalg.norm(code - np.array(segment["centre"])))
print(json.dumps({"code": code.tolist(), "segment": nearest["number"]}))
\`\`\`
`;
}

function weightsPrograms(dense: boolean): string {
  const stems = ['sequence', ...(dense ? ['model'] : [])];
  const pairs = stems.map((stem) => [`${stem}.json`, stem === 'model' ? 'weights.bin' : `${stem}.bin`] as const);
  return `## JavaScript

Node 20 or newer, \`npm install @tensorflow/tfjs-core@4 @tensorflow/tfjs-backend-cpu@4\`, saved as \`weights.mjs\`: the weights as tensors, by name.

\`\`\`js
import { readFile } from 'node:fs/promises';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';

const shapes = {};
for (const [json, binary] of ${JSON.stringify(pairs)}) {
  const { weightsManifest } = JSON.parse(await readFile(json, 'utf8'));
  const bytes = new Uint8Array(await readFile(binary));
  const weights = tf.io.decodeWeights(bytes.buffer, weightsManifest[0].weights);
  for (const [name, tensor] of Object.entries(weights)) shapes[name] = tensor.shape;
}
console.log(JSON.stringify(shapes));
\`\`\`

## Python

With numpy, saved as \`weights.py\`:

\`\`\`python
import json
import numpy as np

shapes = {}
for description, binary in ${JSON.stringify(pairs)}:
    with open(description, encoding="utf-8") as file:
        specs = json.load(file)["weightsManifest"][0]["weights"]
    flat, at = np.fromfile(binary, dtype="<f4"), 0
    for spec in specs:
        size = int(np.prod(spec["shape"]))
        weight = flat[at:at + size].reshape(spec["shape"])
        at += size
        shapes[spec["name"]] = list(weight.shape)
print(json.dumps(shapes))
\`\`\`
`;
}
