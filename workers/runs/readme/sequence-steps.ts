import { GAP_EDGES, SIZE_EDGES } from '../../encode/sequence/fields';
import type { SequenceEncoder } from '../../protocol/sequences';

/** What a layer makes of its inputs x_0 … x_n, in formulas. Matrices are named as the weights are, without the number of the layer. */
const LAYER: Readonly<Record<SequenceEncoder, string>> = {
  gru: `GRU with the reset gate after the product; h_{−1} = 0, σ the logistic function. With a = x_t · \`input\` + \`bias\` and b = h_{t−1} · \`state\`, each cut into three of \`width\`: reset r = σ(a₁ + b₁), update u = σ(a₂ + b₂), candidate c = tanh(a₃ + r · (b₃ + \`candidateBias\`)), h_t = c + u · (h_{t−1} − c).`,
  lstm: `LSTM; h_{−1} = 0, C_{−1} = 0, σ the logistic function. a = x_t · \`input\` + \`bias\` + h_{t−1} · \`state\`, cut into four of \`width\`: input i = σ(a₁), forget f = σ(a₂), output o = σ(a₃), candidate g = tanh(a₄). C_t = f · C_{t−1} + i · g, h_t = o · tanh(C_t).`,
  cnn: `causal convolution of three taps, in layer l (from 0) 2^l apart: h_t = x_t + max(0, (x_t, x_{t−2^l}, x_{t−2·2^l}) · \`taps\` + \`bias\`), where what lies before position 0 is zero.`,
  transformer: `causal self-attention, then a feed-forward layer. LN(x) = (x − mean) / √(variance + 10⁻⁵) · \`…Scale\` + \`…Shift\` over the \`width\` numbers. LN by \`attention…\`, times \`query\`, cut into three of \`width\`: queries, keys, values; each cut into max(1, ⌊width / 16⌋) heads. Of a head, position t attends to s ≤ t by the softmax of q_t · k_s / √(numbers of a head); the heads beside each other times \`out\` are added to x. To that is added max(0, LN by \`forward…\` · \`up\` + \`upBias\`) · \`down\` + \`downBias\`. To the inputs of the first layer row t of \`position\` is added, and after the last layer comes LN by \`final…\`.`,
};

/** What a network that reads events is for: its code is that of the user, or an input of the network in `model.json`; or it places new users. */
export type Reads = 'code' | 'joined' | 'placing';

const WHERE: Readonly<Record<Reads, readonly [title: string, about: string, stem: string]>> = {
  code: ['The network that reads events in order', '`run.json` under `sequence`', 'sequence'],
  joined: ['The network that reads events in order', '`run.json` under `sequence`', 'sequence'],
  placing: ['New users by their first events', '`placing.json` under `userDefinedMetadata`', 'placing'],
};

const LAST: Readonly<Record<Reads, string>> = {
  code: '**Code.** The mean of the last layer’s h_1 … h_n (of h_0 without a step) · `code` + `codeBias`.',
  joined:
    '**Code.** The mean of the last layer’s h_1 … h_n (of h_0 without a step) · `code` + `codeBias`, which is an input of the network in `model.json`.',
  placing:
    '**Probabilities.** Of n steps, one at least, the logits are (h_n, mean of h_1 … h_n) · `classHead` + `classBias`; divided by `temperature` they are those of a softmax. Class c is the segment in place c of `segments.json`. Under `tested` stands how well users held out were placed, by the number of their first events.',
};

/** From events to what the network says of a user, step by step. */
export function sequenceSteps(architecture: SequenceEncoder, reads: Reads): string {
  const [title, about, stem] = WHERE[reads];
  return `## ${title}

What its weights are about stands in ${about}: \`shape\` (\`width\`, \`layers\`, \`steps\`, \`levels\` of each field) and \`vocabulary\`. Weights are in \`${stem}.bin\`, row by row, float32 little-endian, in the order of the
manifest in \`${stem}.json\`, their names after \`${stem}/\`; those of layer l (from 0) end in its number.

1. **Steps.** A user's events in order of time. Events in succession that agree in time, type, order and in being a purchase or a refund are one step: its money is their sum, its topic that of the event that
   moved the most money. The ${reads === 'placing' ? 'first' : 'last'} \`steps\` of them are read.
2. **Levels.** Each step is told by one level a field, in this order; level 0 is kept for the position before the first step.
   - type: 1 + place in \`types\` (name and whether it gives back); any other: as many as \`types\` + 1
   - time since the step before: 1 for a user's first step, else 2 + the number of edges reached, in ms: ${GAP_EDGES.join(', ')}
   - topic, where \`topics\` has more than one: 1 without, 2 + place in \`topics\`; any other: as many as \`topics\` + 2. \`topicOf\` says of what: categories or items
   - money, where \`valueEdges\` has any: 1 for none, 2 below zero, else 3 + the number of \`valueEdges\` reached
   - events in the step, where \`sizes\` is true: 1 + the number of edges reached: ${SIZE_EDGES.join(', ')}
   - hour, where \`timesOfDay\` is true: 1 + 0 … 23; weekday: 1 + 0 (Sunday) … 6. Both on the shop's clock.
3. **Inputs.** Position 0 stands before the first step, position t for step t. x_t is the sum over the fields of row (sum of \`levels\` of the fields before + level) of \`embedding\`.
4. **Layers.** Each makes h_0 … h_n of x_0 … x_n, which the next one takes: ${LAYER[architecture]}
5. ${LAST[reads]}
`;
}
