import type { PlacingNetwork } from '../../protocol/assignment';
import { FUSED_TEXTS } from '../../protocol/model';
import { markdownText } from '../markdown-text';
import type { KeptRun } from '../record';
import { densePrograms } from './dense-programs';
import { placingProgram, sequencePrograms } from './sequence-programs';
import { sequenceSteps } from './sequence-steps';

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

/**
 * What the files are, and how to use the model elsewhere. The programs in it run as they stand, in the folder of the unpacked files.
 *
 * @param network that places new users; null: none is among the files
 */
export function readme({ summary, body }: KeptRun, network: PlacingNetwork | null): string {
  const { name, segments, users, recipe } = summary;
  const { layers, tensors, features, sequence } = body;
  const dense = layers.length > 0;
  const depth = layers.findIndex((layer) => layer.name === 'code') + 1;
  const texts = FUSED_TEXTS.filter((kind) => tensors.some((tensor) => tensor.name === `${kind}/projection`));
  const programs = [
    ...(sequence ? [sequenceSteps(sequence.shape.architecture, dense ? 'joined' : 'code')] : []),
    sequence || texts.length > 0
      ? sequencePrograms(sequence?.shape.architecture ?? null, dense ? { depth, texts } : null)
      : densePrograms(depth),
  ];
  return [
    `# ${name === null ? 'A run' : markdownText(name)} (Shoal)\n\n${users} users in ${segments.length} segments. The original events are not in this archive; user ids are.\n`,
    files(dense, tensors.length > 0, network !== null),
    `## From a user to a segment\n\n${steps({ dense, ordered: sequence !== null, fused: texts.length > 0 }, layers[0]?.inputs ?? features.length, features.length)} ${ASSIGNMENT[recipe.clustering.method]}\n`,
    ...programs,
    ...(network ? [sequenceSteps(network.shape.architecture, 'placing'), placingProgram(network.shape.architecture)] : []),
    `## 中文说明\n\n${chinese(sequence !== null, network !== null)}\n`,
  ].join('\n');
}

function chinese(ordered: boolean, placing: boolean): string {
  return [
    '`preprocessing.json` 说明每个特征如何补缺、取对数、截断和标准化；`model.json` 与 `weights.bin` 是 TensorFlow.js 格式的网络；`segments.json` 是各分群及其中心；`users.json` 是每位用户的分群。',
    ...(ordered ? ['`sequence.json` 与 `sequence.bin` 是按顺序读取事件的网络的权重，上文逐步说明如何从事件得到编码。'] : []),
    ...(placing ? ['`placing.json` 与 `placing.bin` 是凭最初的事件归入新用户的网络。'] : []),
    '上面的程序可直接运行。在 Shoal 的“模型”页可以重新导入这个压缩包。',
  ].join('');
}

function files(dense: boolean, tensors: boolean, placing: boolean): string {
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
    ...(placing ? [['placing.json, placing.bin', 'the network that places new users by their first events, in the same format']] : []),
    ...(tensors ? [['sequence.json, sequence.bin', 'further weights in the same format, without a topology']] : []),
  ];
  return `## Files\n\n${rows.map(([file, what]) => `- \`${file}\`: ${what}`).join('\n')}\n`;
}

interface Parts {
  readonly dense: boolean;
  /** A network reads events in order. */
  readonly ordered: boolean;
  /** Texts are read. */
  readonly fused: boolean;
}

function steps({ dense, ordered, fused }: Parts, inputs: number, features: number): string {
  const scale =
    'The value of a feature is filled where it is missing (`missing.value`), logged (`log`: sign(x)·ln(1 + |x|)), clipped to `lower` and `upper`, then (value − `mean`) / `sd`.';
  if (dense && (ordered || fused)) {
    const read = ordered ? ', then the code of the network that reads events in order (below)' : '';
    return `${scale} The network in \`model.json\` takes ${inputs} numbers: ${features} features${read}${fused ? TEXTS : ''}, each part as (value − \`fusion/…/mean\`) · \`fusion/…/scale\`, zeros where nothing is known of the user. The output of the layer \`code\` is the user's code.${fused ? VECTORS : ''}`;
  }
  if (ordered) return 'The code is that of a network that reads the events of a user in order, see below.';
  if (dense) return `${scale} The output of the layer \`code\` is the user's code.`;
  return `${scale} There is no network: these numbers are the code.`;
}

const TEXTS =
  ', then, where there are any, the vectors of titles and names (`text`), of what users wrote (`words`) and of free text in the user table (`profile`)';
const VECTORS =
  " A vector of a user is the mean over the events that bear such texts, each the mean of its texts: titles, else names of items, and categories, brands and what else is known of items, where these are words rather than codes; of free text, the mean of the columns. Of a text, in NFKC and lower case: its words and pairs of words that follow each other, and the one to three characters in a row within a word, hashed to `…/idf`'s buckets, (1 + ln count) · idf, scaled to length one, times `…/projection`; the program says it exactly.";
