import { SCALED_JS, SCALED_PYTHON } from './scaled-programs';

/**
 * Features to code and segment, in JavaScript and Python.
 *
 * @param depth layers from the features to the code
 */
export function densePrograms(depth: number): string {
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
${SCALED_JS}

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

${SCALED_PYTHON}

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
