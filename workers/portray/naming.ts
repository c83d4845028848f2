import type { NamePart, Trait } from '../protocol/portraits';
import type { SegmentFacts } from './facts';
import { NAME_KEY } from './name-keys';
import { dearness, qualifierRules, type NameContext, type Told } from './name-rules';

/** An effect below this is not told in a name; from the second figure on it may tell two segments apart that would share a name. */
const TELLING_EFFECT = 0.5;
const PARTING_EFFECT = 0.25;

const QUALIFIERS = 2;

/** What a name is made from. */
export interface NameSubject {
  readonly traits: readonly Trait[];
  readonly facts: SegmentFacts;
}

interface Candidate {
  readonly part: NamePart;
  readonly family: string;
  readonly strength: number;
}

/**
 * Names for the segments of a run, one to three parts each, no two alike. Segments are named in the order given (largest first); a later
 * one that would take a name already given takes its next qualifiers, then weaker ones, and as the last resort a number.
 */
export function nameSegments(subjects: readonly NameSubject[], context: NameContext): NamePart[][] {
  const taken = new Set<string>();
  return subjects.map((subject) => {
    const noun = nounOf(subject, context);
    const candidates = qualifiersOf(subject, context, noun);
    for (const qualifiers of choices(candidates)) {
      const name = compose(qualifiers, noun);
      const signature = JSON.stringify(name);
      if (taken.has(signature)) continue;
      taken.add(signature);
      return name;
    }
    const told = choices(candidates)[0]!;
    for (let number = 2; ; number++) {
      const name = compose(told, noun, String(number));
      const signature = JSON.stringify(name);
      if (taken.has(signature)) continue;
      taken.add(signature);
      return name;
    }
  });
}

function nounOf({ traits, facts }: NameSubject, { overall, browsing, timeless }: NameContext): string {
  if (timeless) return 'users';
  const effect = (id: string) => traits.find((trait) => trait.feature === id)?.effect ?? 0;
  const effort = Math.max(effect('events_total'), effect('sessions'), effect('active_days'), -effect('rate_view_to_purchase'));
  if (facts.buyerShare <= 0.5) {
    if (!browsing) return 'visitors';
    return facts.buyerShare === 0 ? 'non-buyers' : 'browsers';
  }
  // Who orders much gives something back at some time: more is given back than the orders account for.
  const returns = effect('refund_share');
  const usual = facts.refunderShare <= Math.max(0.5, overall.refunderShare);
  if (!usual && returns >= TELLING_EFFECT && returns >= effect('frequency_orders')) return 'returners';
  const cheap = -dearness({ trait: (id) => traits.find(({ feature }) => feature === id) });
  if (browsing && cheap >= TELLING_EFFECT && effort >= 0.3 && facts.medianOrders > 1) return 'bargain-hunters';
  return 'buyers';
}

/** Telling qualifiers, strongest first, at most one of a family. */
function qualifiersOf({ traits, facts }: NameSubject, context: NameContext, noun: string): Candidate[] {
  const byId = new Map(traits.map((trait) => [trait.feature, trait]));
  const told: Told = {
    effect: (id) => byId.get(id)?.effect ?? 0,
    has: (id) => byId.has(id),
    trait: (id) => byId.get(id),
    facts,
    context,
    buyers: facts.buyerShare > 0.5,
    noun,
  };
  const candidates: Candidate[] = [];
  for (const { key, strength, param, family } of qualifierRules(told)) {
    const entry = NAME_KEY.get(key);
    if (!entry || !(strength >= PARTING_EFFECT)) continue;
    candidates.push({ part: param === undefined ? { key } : { key, param }, family: family ?? entry.family, strength });
  }
  candidates.sort((a, b) => b.strength - a.strength || order(a.part.key) - order(b.part.key));
  const families = new Set<string>();
  return candidates.filter(({ family }) => !families.has(family) && families.add(family));
}

/** Sets of qualifiers to try, the most telling first: those that tell on their own, then with one exchanged, then with weaker ones. */
function choices(candidates: readonly Candidate[]): Candidate[][] {
  const telling = candidates.filter(({ strength }) => strength >= TELLING_EFFECT);
  const sets: Candidate[][] = [telling.slice(0, QUALIFIERS)];
  if (telling.length === 0) sets[0] = [{ part: { key: 'typical' }, family: 'frequency', strength: 0 }];
  const pairs: Candidate[][] = [];
  for (let j = 0; j < candidates.length; j++) {
    pairs.push([candidates[j]!]);
    for (let i = 0; i < j; i++) pairs.push([candidates[i]!, candidates[j]!]);
  }
  const weight = (set: readonly Candidate[]) => set.reduce((sum, { strength }) => sum + strength, 0);
  pairs.sort((a, b) => weight(b) - weight(a));
  return [...sets, ...pairs];
}

function compose(qualifiers: readonly Candidate[], noun: string, number?: string): NamePart[] {
  const parts = qualifiers.map(({ part }) => part).sort((a, b) => order(a.key) - order(b.key));
  const timely = parts.some(({ key }) => key === 'weekend' || key === 'weekday' || key === 'daytime');
  const key = noun === 'buyers' && timely ? 'shoppers' : noun;
  return [...parts, number === undefined ? { key } : { key, param: number }];
}

const order = (key: string): number => NAME_KEY.get(key)?.order ?? 0;
