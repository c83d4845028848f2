/**
 * A function `textOf(kind, events)` in JavaScript: the vector of a user's texts of a kind, as a fused encoder has it, from the texts that each event bears.
 */
export const TEXTS_JS = String.raw`
const RUN = /(\p{Script=Han}+)|([\p{Script=Hiragana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+)|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}])[\p{L}\p{M}\p{N}])+/gu;
const pieces = (characters, length) => characters.slice(length - 1).map((_, i) => characters.slice(i, i + length).join(''));
/** Of version 2 on, pairs of words and three characters of Han count, too. */
function gramsOf(text, version) {
  let before = null;
  return [...text.normalize('NFKC').toLowerCase().matchAll(RUN)].flatMap(([run, han, phrase]) => {
    const isWord = !han && !phrase;
    const characters = [...run];
    const bounded = isWord ? [' ', ...characters, ' '] : characters;
    const words = isWord ? ['=' + run, ...(before !== null && version > 1 ? ['=' + before + ' ' + run] : [])] : [];
    before = isWord ? run : null;
    const threes = han && version < 2 ? [] : pieces(bounded, 3);
    return [...pieces(characters, 1), ...pieces(bounded, 2), ...threes, ...words];
  });
}
/** FNV-1a over UTF-16 code units. */
const hash = (gram) => [...Array(gram.length).keys()].reduce((h, i) => Math.imul(h ^ gram.charCodeAt(i), 0x01000193), 0x811c9dc5) >>> 0;
function vectorOf(kind, text) {
  const idf = weights[kind + '/idf'];
  const dims = weights['fusion/' + kind + '/mean'].length;
  const counts = {};
  for (const gram of gramsOf(text, weights[kind + '/grams']?.[0] ?? 1)) {
    const bucket = hash(gram) % idf.length;
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  }
  const row = Object.entries(counts).map(([bucket, count]) => [bucket, (1 + Math.log(count)) * idf[bucket]]);
  const length = Math.hypot(...row.map(([, weight]) => weight));
  const vector = new Array(dims).fill(0);
  for (const [bucket, weight] of row)
    for (let d = 0; d < dims; d++) vector[d] += (weight / length) * weights[kind + '/projection'][bucket * dims + d];
  return vector;
}
/** Of a user: the mean over the events that bear texts, each the mean of its texts; where there are none, as if it were the mean of all users. */
const textOf = (kind, events) =>
  events.length === 0
    ? weights['fusion/' + kind + '/mean'].map(() => 0)
    : part(kind, meanOf(events.map((texts) => meanOf(texts.map((text) => vectorOf(kind, text))))));
`;
