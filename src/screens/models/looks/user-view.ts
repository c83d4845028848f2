import type { TokenField } from '../../../../workers/protocol/sequences';
import type { ReadStep, UserLook } from '../../../../workers/protocol/looks';
import type { TypesNamed } from '../../../../workers/protocol/events';
import { typeWord } from '../../../i18n/type-words';
import type { Language } from '../../../workbench/names';

/** Contributions as shares of all that speaks for or against, which makes their absolute values add up to 1. */
export interface Shares {
  /** By step: all its kinds together. */
  readonly steps: readonly number[];
  /** By step, by kind. */
  readonly tokens: readonly (readonly number[])[];
  /** By kind: all steps together. */
  readonly fields: readonly number[];
  /** The kind whose tokens weigh most, for or against, and how much of all they weigh; null where nothing weighs anything. */
  readonly first: { readonly field: TokenField; readonly share: number } | null;
}

/** The look with what its events are called in words. */
export function withTypeWords(look: UserLook, types: TypesNamed, language: Language): UserLook {
  return { ...look, steps: look.steps.map((step) => ({ ...step, type: typeWord(step.type, types, language) })) };
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

export function sharesOf({ contributions, fields, steps }: Pick<UserLook, 'contributions' | 'fields' | 'steps'>): Shares {
  const all = sum(Array.from(contributions, Math.abs));
  const tokens = steps.map((_, step) => fields.map((_f, field) => (all === 0 ? 0 : contributions[step * fields.length + field]! / all)));
  const weight = fields.map((_, field) => sum(tokens.map((row) => Math.abs(row[field]!))));
  const first = weight.indexOf(Math.max(...weight));
  return {
    steps: tokens.map(sum),
    tokens,
    fields: fields.map((_, field) => sum(tokens.map((row) => row[field]!))),
    first: all === 0 ? null : { field: fields[first]!, share: weight[first]! },
  };
}

/** Whether the events shown are of one type alone, so that it goes without saying. */
export const ofOneType = (steps: readonly ReadStep[]): boolean => new Set(steps.map(({ type }) => type)).size === 1;
