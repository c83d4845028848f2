import { paced } from '../../math/breathe';
import type { EventTable } from '../../protocol/events';
import type { FusedTextKind, TextModel } from '../../protocol/model';
import type { StepRows } from '../sequence/steps';
import { embedTexts, textVectors } from './model';
import { codesIn, textOfKind, type TextColumn } from './source';

/**
 * The users' part in a kind of text of an event table, users × dims; NaN for users of whom there is none, null where the table has none.
 *
 * @param pause awaited now and then
 */
export async function usersTexts(
  kind: FusedTextKind,
  model: TextModel,
  events: EventTable,
  rows: StepRows,
  pause: () => Promise<void>,
): Promise<Float32Array | null> {
  const { columns, vectors } = await namesOf(kind, model, events, pause);
  if (!columns) return null;
  const coded = columns.map((column) => ({ ...column, codes: codesIn(events, column) }));
  return textVectors(model, { columns: coded }, kind === 'profile' ? profilesOf(events, rows) : rows, vectors);
}

/** Rows of the user table in place of those of the events. */
function profilesOf({ attributes }: EventTable, { userIndex }: StepRows): StepRows {
  const row = (user: number) => attributes!.rowOf[user]!;
  return {
    userIndex,
    lo: Uint32Array.from(userIndex, (user) => Math.max(0, row(user))),
    hi: Uint32Array.from(userIndex, (user) => row(user) + 1),
  };
}

interface Names {
  /** What the vectors are of. */
  readonly of: readonly unknown[];
  readonly columns: readonly Pick<TextColumn, 'of' | 'name' | 'nameOf'>[] | null;
  readonly vectors: Float32Array;
}

/** Vectors of all names: those of the latest table are kept, since tables that were cut from one at different moments share names. */
async function namesOf(kind: FusedTextKind, model: TextModel, events: EventTable, pause: () => Promise<void>): Promise<Names> {
  const { item, category, title, text, items, attributes } = events;
  const of = [item?.names, category?.names, title?.names, text?.names, items, attributes?.table];
  const known = latest.get(model);
  if (known?.of.every((part, i) => part === of[i])) return known;
  const source = textOfKind(kind, events);
  const vectors = source ? await paced(embedTexts(model, source.names), pause) : new Float32Array();
  const found: Names = { of, columns: source && source.columns.map(({ codes: _, ...column }) => column), vectors };
  latest.set(model, found);
  return found;
}

const latest = new WeakMap<TextModel, Names>();
