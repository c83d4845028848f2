/** Users at a time: where they are and in which segment. */
export interface Placed {
  /** Interleaved x, y. */
  readonly points: Float32Array;
  readonly labels: Int32Array;
  /** Who each point is; negative: nobody known, who neither comes from anywhere nor goes anywhere. */
  readonly ids: Int32Array;
}

/** There from one time to the next, coming, or going. */
export const STAYS = 0;
export const COMES = 1;
export const GOES = 2;

/**
 * What a renderer needs to draw any moment between two times: the points of the later time in their order, then those who are gone. Each has a place
 * and a label at both ends; who comes or goes has the same ones twice, and fades.
 */
export interface Glide {
  readonly from: Float32Array;
  readonly to: Float32Array;
  readonly labelsFrom: Int32Array;
  readonly labelsTo: Int32Array;
  /** STAYS, COMES or GOES. */
  readonly presence: Uint8Array;
}

/** Joins two times by who is in them. */
export function makeGlide(before: Placed, after: Placed): Glide {
  let most = -1;
  for (const id of before.ids) if (id > most) most = id;
  const placeOf = new Int32Array(most + 1).fill(-1);
  before.ids.forEach((id, i) => {
    if (id >= 0) placeOf[id] = i;
  });
  const n = after.labels.length;
  const stays = new Uint8Array(before.labels.length);
  let gone = before.labels.length;
  for (const id of after.ids) {
    const place = id >= 0 && id <= most ? placeOf[id]! : -1;
    if (place >= 0 && stays[place] === 0) {
      stays[place] = 1;
      gone--;
    }
  }
  const from = new Float32Array(2 * (n + gone));
  const to = new Float32Array(2 * (n + gone));
  const labelsFrom = new Int32Array(n + gone);
  const labelsTo = new Int32Array(n + gone);
  const presence = new Uint8Array(n + gone);
  to.set(after.points);
  from.set(after.points);
  labelsTo.set(after.labels);
  labelsFrom.set(after.labels);
  for (let i = 0; i < n; i++) {
    const id = after.ids[i]!;
    const place = id >= 0 && id <= most ? placeOf[id]! : -1;
    if (place < 0) {
      presence[i] = COMES;
      continue;
    }
    from[2 * i] = before.points[2 * place]!;
    from[2 * i + 1] = before.points[2 * place + 1]!;
    labelsFrom[i] = before.labels[place]!;
  }
  let at = n;
  for (let i = 0; i < stays.length; i++) {
    if (stays[i] === 1) continue;
    for (const axis of [0, 1]) from[2 * at + axis] = to[2 * at + axis] = before.points[2 * i + axis]!;
    labelsFrom[at] = labelsTo[at] = before.labels[i]!;
    presence[at] = GOES;
    at++;
  }
  return { from, to, labelsFrom, labelsTo, presence };
}

/** How much of a point is there at a moment 0…1: who comes fades in, who goes fades out. */
export function presenceAt(presence: number, t: number): number {
  return presence === COMES ? t : presence === GOES ? 1 - t : 1;
}

/** The first `count` points of a glide as they are at a moment 0…1. */
export function placesAt({ from, to }: Pick<Glide, 'from' | 'to'>, t: number, count: number): Float32Array {
  const points = new Float32Array(2 * count);
  for (let i = 0; i < points.length; i++) points[i] = from[i]! + (to[i]! - from[i]!) * t;
  return points;
}

/** Slow at both ends. */
export function eased(t: number): number {
  const held = Math.min(1, Math.max(0, t));
  return held * held * (3 - 2 * held);
}
