import { heirs, inheritNumbers, matchSegments, numbered, overlapCounts, transitions } from '../identity';
import type { NamePart, SegmentPortrait } from '../protocol/portraits';
import type { Recipe } from '../protocol/recipe';
import type { Transition } from '../protocol/update';
import { labelsByUser } from '../update';
import type { Opened, RunState } from './run';

/** A result with the changes of identity that led to it, in segment numbers. */
export interface Succession {
  readonly run: RunState;
  readonly transitions: readonly Transition[];
}

/** Whether a build differs from the run by its seed alone: then its segments are the same ones, found again. */
export function reseeded(before: RunState, opened: Opened, recipe: Recipe): boolean {
  const { seed, ...rest } = recipe;
  const { seed: seedBefore, ...restBefore } = before.recipe;
  return before.opened === opened && seed !== seedBefore && JSON.stringify(rest) === JSON.stringify(restBefore);
}

/** A result made from nothing whose segments are matched to those of the one before by the users that they share, and take over their numbers. */
export function succeeded(before: RunState, made: RunState): Succession {
  const counts = countsOf(before, made);
  const [from, to] = [before.segmentation.k, made.segmentation.k];
  const found = transitions(counts, from, to, sizesOf(before), sizesOf(made));
  const numbers = inheritNumbers(before.numbers, heirs(matchSegments(counts, from, to), found), before.usedNumbers);
  const usedNumbers = [...new Set([...before.usedNumbers, ...numbers])];
  const run = { ...made, numbers, usedNumbers };
  return { run: { ...run, portraits: keptNames(before, run) }, transitions: found.map((each) => numbered(each, before.numbers, numbers)) };
}

/** Portraits of which those with a past keep the name that they had, and the others a name that none of those has. */
export function keptNames(before: RunState, { portraits, numbers }: Pick<RunState, 'portraits' | 'numbers'>): SegmentPortrait[] {
  const known = new Map(before.portraits.map(({ id, name }) => [before.numbers[id]!, name]));
  const taken = new Set(numbers.flatMap((number) => (known.has(number) ? [JSON.stringify(known.get(number))] : [])));
  return portraits.map((portrait) => ({ ...portrait, name: known.get(numbers[portrait.id]!) ?? unlike(portrait.name, taken) }));
}

function unlike(name: readonly NamePart[], taken: Set<string>): readonly NamePart[] {
  let own = name;
  for (let number = 2; taken.has(JSON.stringify(own)); number++) own = [...name.slice(0, -1), { ...name.at(-1)!, param: String(number) }];
  taken.add(JSON.stringify(own));
  return own;
}

/** What became of segments that kept their identity. @param origin by label the label before */
export function keptTransitions(before: RunState, after: RunState, origin: readonly number[]): Transition[] {
  const counts = countsOf(before, after);
  const found = transitions(counts, before.segmentation.k, after.segmentation.k, sizesOf(before), sizesOf(after), origin);
  return found.map((each) => numbered(each, before.numbers, after.numbers));
}

/** Labels before and after, one a user of the table after; users of the table before keep their numbers in it. */
export function labelsOf(before: RunState, after: RunState): [Int32Array, Int32Array] {
  const { users } = after.opened.ingested.events;
  return [labelsByUser(before.matrix, before.segmentation.labels, users), labelsByUser(after.matrix, after.segmentation.labels, users)];
}

function countsOf(before: RunState, after: RunState): Float64Array {
  const [a, b] = labelsOf(before, after);
  return overlapCounts(a, before.segmentation.k, b, after.segmentation.k);
}

function sizesOf({ segmentation: { k, labels } }: RunState): Float64Array {
  const sizes = new Float64Array(k);
  for (const label of labels) if (label >= 0) sizes[label]!++;
  return sizes;
}
