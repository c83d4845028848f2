import { activations, importances, readUser, type Explained } from '../explain';
import type { Activations, Looks, UserLook, WhomToRead } from '../protocol/looks';
import type { Segmentation } from '../protocol/model';
import { drive, type Progress } from '../protocol/progress';
import { numberedLabels } from './numbered';
import type { RunState } from './run';

/** What the model of the run looks at. */
export class Explaining {
  /** As long as the segments are. */
  readonly #looks = new WeakMap<Segmentation, Looks>();

  /** @throws AppError `cancelled` */
  async importances(run: RunState, onProgress: (progress: Progress) => void, signal: AbortSignal): Promise<Looks> {
    const known = this.known(run);
    if (known) return known;
    const looks = await drive(importances(explained(run), signal), onProgress);
    this.remember(run, looks);
    return looks;
  }

  /** Null where it was not asked for yet. */
  known({ segmentation }: RunState): Looks | null {
    return this.#looks.get(segmentation) ?? null;
  }

  /** What was found before, in another engine. */
  remember({ segmentation }: RunState, looks: Looks): void {
    this.#looks.set(segmentation, looks);
  }

  /** @throws RangeError where there is no such user or segment */
  async readUser(run: RunState, whom: WhomToRead): Promise<UserLook | null> {
    const { matrix, numbers, opened } = run;
    const look = await readUser(explained(run), 'row' in whom ? whom.row : typicalRow(run, whom.segment));
    if (!look) return null;
    const id = opened.ingested.events.userIds[matrix.userIndex[look.row]!]!;
    return { ...look, id, segment: numbers[look.segment]!, next: numbers[look.next]! };
  }

  async activations(run: RunState, layer: number | null): Promise<Activations | null> {
    const found = await activations(explained(run), layer);
    return found && { ...found, segments: numberedLabels(found.segments, run.numbers) };
  }
}

function explained({ opened, matrix, embedding, segmentation, recipe }: RunState): Explained {
  return { events: opened.ingested.events, matrix, embedding, segmentation, recipe };
}

/** The user nearest to the centre of a segment by number; null: of the largest. */
function typicalRow({ segmentation: { labels, distances, k }, numbers }: RunState, number: number | null): number {
  const label = number === null ? largestOf(labels, k) : numbers.indexOf(number);
  let best = -1;
  labels.forEach((own, row) => {
    if (own === label && (best < 0 || distances[row]! < distances[best]!)) best = row;
  });
  if (best < 0) throw new RangeError(`no segment ${number}`);
  return best;
}

/** Labels that an update has kept are not in the order of the sizes. */
function largestOf(labels: ArrayLike<number>, k: number): number {
  const sizes = new Uint32Array(k);
  for (let row = 0; row < labels.length; row++) if (labels[row]! >= 0) sizes[labels[row]!]!++;
  return sizes.indexOf(Math.max(...sizes));
}
