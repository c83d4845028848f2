import { GAP_EDGES, SIZE_EDGES } from '../../encode/sequence/fields';
import type { SequenceEncoder } from '../../protocol/sequences';

/** One layer by architecture: rows (position 0 first) × width to the same. `w(name)` is a matrix. */
const LAYERS: Readonly<Record<SequenceEncoder, string>> = {
  gru: `    def layer(rows, l):
        state, states = np.zeros(width), []
        for given in rows @ w(f"input{l}") + w(f"bias{l}")[0]:
            before = state @ w(f"state{l}")
            reset, update = sigmoid(given[:width] + before[:width]), sigmoid(given[width:2 * width] + before[width:2 * width])
            candidate = np.tanh(given[2 * width:] + reset * (before[2 * width:] + w(f"candidateBias{l}")[0]))
            state = candidate + update * (state - candidate)
            states.append(state)
        return np.array(states)
`,
  lstm: `    def layer(rows, l):
        state, cell, states = np.zeros(width), np.zeros(width), []
        for given in rows @ w(f"input{l}") + w(f"bias{l}")[0]:
            enter, forget, leave, candidate = np.split(given + state @ w(f"state{l}"), 4)
            cell = sigmoid(forget) * cell + sigmoid(enter) * np.tanh(candidate)
            state = sigmoid(leave) * np.tanh(cell)
            states.append(state)
        return np.array(states)
`,
  cnn: `    def layer(rows, l):
        def earlier(by):
            return np.vstack([np.zeros((by, width)), rows])[:len(rows)]
        taps = np.hstack([earlier(tap * 2 ** l) for tap in range(3)])
        return rows + np.maximum(0, taps @ w(f"taps{l}") + w(f"bias{l}")[0])
`,
  transformer: `    def norm(rows, name):
        centred = rows - rows.mean(1, keepdims=True)
        return centred / np.sqrt((centred ** 2).mean(1, keepdims=True) + 1e-5) * w(name.format("Scale"))[0] + w(name.format("Shift"))[0]

    def layer(rows, l):
        heads = max(1, width // 16)
        query, key, value = np.split(norm(rows, "attention{}" + str(l)) @ w(f"query{l}"), 3, axis=1)
        attended = []
        for q, k, v in zip(*(np.split(part, heads, axis=1) for part in (query, key, value))):
            scores = q @ k.T / np.sqrt(width / heads)
            scores[np.triu_indices(len(rows), 1)] = -np.inf
            attended.append(np.array([softmax(row) for row in scores]) @ v)
        between = rows + np.hstack(attended) @ w(f"out{l}")
        up = np.maximum(0, norm(between, "forward{}" + str(l)) @ w(f"up{l}") + w(f"upBias{l}")[0])
        return between + up @ w(f"down{l}") + w(f"downBias{l}")[0]
`,
};

/** What programs need of numpy: files, weights by name. */
export const BASICS_PYTHON = `import json
import numpy as np

def read(name):
    with open(name, encoding="utf-8") as file:
        return json.load(file)

def weights_of(description, binary):
    weights, flat, at = {}, np.fromfile(binary, dtype="<f4").astype(np.float64), 0
    for spec in description["weightsManifest"][0]["weights"]:
        size = int(np.prod(spec["shape"]))
        weights[spec["name"]] = flat[at:at + size].reshape(spec["shape"])
        at += size
    return weights

def sigmoid(x):
    return 1 / (1 + np.exp(-x))

def softmax(scores):
    powers = np.exp(scores - scores.max())
    return powers / powers.sum()
`;

/** Functions `levels_of` and `states_of`, which read one user's steps. */
export function readerPython(architecture: SequenceEncoder): string {
  const transformer = architecture === 'transformer';
  return `from datetime import datetime, timedelta

GAPS = ${JSON.stringify(GAP_EDGES)}
SIZES = ${JSON.stringify(SIZE_EDGES)}

def band(edges, value):
    return sum(value >= edge for edge in edges)

def levels_of(words, steps):
    types, topics, edges = words["types"], words["topics"], words["valueEdges"]
    rows = []
    for i, step in enumerate(steps):
        own = [at for at, one in enumerate(types) if one["name"] == step["type"] and one["refund"] == step["refund"]]
        levels = [own[0] + 1 if own else len(types) + 1]
        levels.append(2 + band(GAPS, (step["time"] - steps[i - 1]["time"]) / timedelta(milliseconds=1)) if i > 0 else 1)
        if len(topics) > 1:
            topic = step["topic"]
            levels.append(1 if topic is None else 2 + (topics.index(topic) if topic in topics else len(topics)))
        if edges:
            levels.append(1 if step["value"] == 0 else 2 if step["value"] < 0 else 3 + band(edges, step["value"]))
        if words["sizes"]:
            levels.append(1 + band(SIZES, step["rows"]))
        if words["timesOfDay"]:
            levels.append(1 + step["time"].hour)
        rows.append(levels + [1 + step["time"].isoweekday() % 7])
    return rows

def states_of(shape, w, levels):
    width, counts = shape["width"], shape["levels"]
    first = np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(int)

${LAYERS[architecture]}
    rows = np.array([sum(w("embedding")[first[f] + level] for f, level in enumerate(one)) for one in [[0] * len(counts)] + levels])
${transformer ? '    rows = rows + w("position")[:len(rows)]\n' : ''}    for l in range(shape["layers"]):
        rows = layer(rows, l)
    return ${transformer ? 'norm(rows, "final{}")' : 'rows'}

def example_of(words):
    first = words["types"][0]
    topic = words["topics"][0] if words["topics"] else None
    return [
        {"time": datetime(2025, 1, 6, 9, 0), "type": first["name"], "refund": first["refund"], "topic": topic, "value": 12.5, "rows": 1},
        {"time": datetime(2025, 1, 7, 21, 30), "type": "something else", "refund": False, "topic": None, "value": 0, "rows": 3},
    ]
`;
}
