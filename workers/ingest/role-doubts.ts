import { behaviourWords, messageWords, purchaseTypesAmong, refundTypesAmong } from './event-words';
import { normalName, squeezedName } from './header-words';
import type { ColumnFacts } from './profile';
import type { Candidate } from './roles';

/** Names that a text about anything may have. */
const ABOUT = /^(?:description|title)$/;
/** Names of events that other tables give to what a row or a user is. */
const STAGE = /^(?:deal|opportunity)?stage$|^metric(?:name)?$/;
/** What systems write for users who did not say who they are. */
const NOBODY =
  /^(?:0+|-1|guest|anonymous|unknown|unregistered|\(?not set\)?|gast|invité|invitado|ospite|convidado|ゲスト|游客|匿名|未登录)$/i;
/** So many times as many rows as a user has on average are those of all who said nothing. */
const CROWD = 3;
/** Two words and more without a figure: two people may have the same name. */
const FULL_NAME = /^\p{L}[^\d@]*\s\p{L}/u;
/** From so many cells on it says something that all are alike, or none. */
const ENOUGH_CELLS = 20;
/** A column of users that is filled less far leaves room for another. */
const HARDLY_FILLED = 0.4;
/** Answers, which are nobody's names. */
const ANSWER = /^(?:y|n|yes|no|true|false|t|f|0|1|是|否|ja|nein|oui|non|s[ií]?)$/i;
/** So many kinds at most, where there are no more values. */
const FEW_KINDS = 3;
/** Another column stands for the users only if it tells so many of them apart, and at least this share of those of the column in doubt. */
const ENOUGH_RIVALS = 6;
const RIVAL_SHARE = 0.5;

/** The candidates that names have given, with the doubts that the columns beside them give rise to. */
export function withDoubts(facts: readonly ColumnFacts[], candidates: readonly Candidate[]): Candidate[] {
  return ofUsers(facts, ofItems(facts, ofEvents(facts, ofStages(facts, candidates))));
}

/** A stage or metric is what happened only where its values say so, and is one of the user's where each user has one row and no money stands beside it. */
function ofStages(facts: readonly ColumnFacts[], candidates: readonly Candidate[]): readonly Candidate[] {
  const has = (wanted: Candidate['role'], is: (column: ColumnFacts) => boolean) =>
    candidates.some(({ column, role }) => role === wanted && is(facts[column]!));
  const ofUser = has('user', ({ cells, distinct }) => distinct === cells) && !has('value', () => true);
  return candidates.filter(({ column, role }) => {
    const { name, values } = facts[column]!;
    if (role !== 'event' || !STAGE.test(squeezedName(name))) return true;
    return !ofUser && (saysBehaviour(values) || messageWords(values?.map(({ value }) => value) ?? []) >= 2);
  });
}

function saysBehaviour(values: ColumnFacts['values']): boolean {
  const all = values?.map(({ value }) => value) ?? [];
  return behaviourWords(all) + purchaseTypesAmong(all).length + refundTypesAmong(all).length > 0;
}

/** One and the same in all rows, and nothing that users do, is the kind of the file, where another column says what they did. */
function ofEvents(facts: readonly ColumnFacts[], candidates: readonly Candidate[]): readonly Candidate[] {
  const says = ({ column }: Candidate) => saysBehaviour(facts[column]!.values);
  const events = candidates.filter(({ role }) => role === 'event');
  if (!events.some(says)) return candidates;
  const isKind = (each: Candidate) => each.role === 'event' && facts[each.column]!.distinct === 1 && !says(each);
  return candidates.map((each) => (isKind(each) ? { ...each, score: each.score * 0.7 } : each));
}

/** What a payment is about, in words, is no item. */
function ofItems(facts: readonly ColumnFacts[], candidates: readonly Candidate[]): readonly Candidate[] {
  if (!candidates.some(({ role }) => role === 'value')) return candidates;
  const isAbout = ({ name, distinct, cells }: ColumnFacts) =>
    ABOUT.test(normalName(name)) && cells >= ENOUGH_CELLS && (distinct === 1 || distinct === cells);
  return candidates.filter(({ column, role }) => role !== 'item' || !isAbout(facts[column]!));
}

/**
 * Of several columns that could be the user, the best by its name, unless there is doubt about it and another tells enough users apart: a column of a few kinds gains nothing
 * by another's doubts.
 */
function ofUsers(facts: readonly ColumnFacts[], candidates: readonly Candidate[]): Candidate[] {
  const users = candidates.filter(({ role }) => role === 'user').sort((a, b) => b.score - a.score || a.column - b.column);
  const [first] = users;
  if (first === undefined || users.length === 1) return [...candidates];
  const { distinct } = facts[first.column]!;
  const least = Math.max(ENOUGH_RIVALS, distinct * RIVAL_SHARE);
  const doubted = (each: Candidate) => each.score * userDoubt(facts[each.column]!);
  const best = users
    .filter((each) => each === first || facts[each.column]!.distinct >= least)
    .reduce((a, b) => (doubted(b) > doubted(a) ? b : a));
  // The others stay behind it, in their order.
  return candidates.map((each) =>
    each.role !== 'user' || each === best ? each : { ...each, score: Math.min(each.score, best.score * 0.99) },
  );
}

/** 1 for a column that tells users apart, names nobody and is filled, less otherwise. */
function userDoubt({ cells, missing, distinct, topShare, examples, values }: ColumnFacts): number {
  if (distinct === 1 && cells >= ENOUGH_CELLS) return 0.3;
  const isKind = (distinct <= FEW_KINDS && cells >= ENOUGH_CELLS) || (values ?? []).every(({ value }) => ANSWER.test(value));
  if (values !== null && isKind) return 0.3;
  // A user who is numbered 0 has not many times as many rows as the others.
  const nobody = topShare * distinct > CROWD && NOBODY.test(examples[0] ?? '') ? topShare : 0;
  const share = cells / (cells + missing);
  const told = share >= HARDLY_FILLED ? 1 : 0.5 + share / 2;
  return (examples.every((example) => FULL_NAME.test(example)) ? 0.85 : 1) * told * (1 - nobody) ** 2;
}
