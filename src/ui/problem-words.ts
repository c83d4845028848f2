import type { TFunction } from 'i18next';
import type { AppError } from '../../workers/protocol/errors';
import { LACKS } from '../../workers/protocol/placing';
import { en } from '../i18n/en';
import { clip, type Format } from '../i18n/format';

export interface ProblemWords {
  /** What is wrong. */
  readonly title: string;
  /** Where, with figures; empty if the error does not say. */
  readonly where: string;
  /** What to do next. */
  readonly body: string;
}

/** Longest value from a file that a sentence quotes. */
const QUOTED = 60;
const KINDS = Object.keys(en.frame.kinds) as (keyof typeof en.frame.kinds)[];
const HOLE = /\{\{(\w+)\}\}/g;

/**
 * The sentence for an error in the person's language. Values that come from files are cut, and the sentence that says where
 * is left out unless the error brings every figure that it names.
 */
export function problemWords(error: AppError, t: TFunction, format: Format): ProblemWords {
  const params = new Map<string, string>();
  for (const [key, value] of Object.entries(error.params)) {
    params.set(key, typeof value === 'number' ? format.number(value, 6) : clip(value, key === 'detail' ? 300 : QUOTED));
  }
  // What kind of file it is comes as a code of its own.
  const kind = KINDS.find((known) => known === error.params['kind']);
  if (kind) params.set('kind', t(`frame.kinds.${kind}`));
  const lacks = String(error.params['lacks'] ?? '').split(',');
  const known = LACKS.filter((lack) => lacks.includes(lack));
  if (known.length > 0) params.set('lacks', format.list(known.map((lack) => t(`frame.lacks.${lack}`))));
  // Filled here, since i18next gives some parameter names a meaning of their own, and an error's parameters are not chosen by the page.
  const fill = (words: string) => words.replace(HOLE, (_, name: string) => params.get(name) ?? '');
  const whole = (words: string) => [...words.matchAll(HOLE)].every(([, name]) => params.get(name!));
  const where = t(`errors.${error.code}.where`, { skipInterpolation: true });
  return {
    title: fill(t(`errors.${error.code}.title`, { skipInterpolation: true })),
    where: whole(where) ? fill(where) : '',
    body: fill(t(`errors.${error.code}.body`, { skipInterpolation: true })),
  };
}

const SENTENCE = /[.!?…。！？]$/;

/** Where and what to do next, one behind the other: a place that is no sentence, such as a file's name, with a colon. */
export function placeAndWay({ where, body }: ProblemWords, format: Pick<Format, 'said' | 'sentences'>): string {
  return where === '' || SENTENCE.test(where) ? format.sentences([where, body]) : format.said(where, body);
}
