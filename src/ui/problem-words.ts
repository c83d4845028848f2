import type { TFunction } from 'i18next';
import type { AppError } from '../../workers/protocol/errors';
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

/**
 * The sentence for an error in the person's language. Values that come from files are cut, and the sentence that says where
 * is left out unless the error brings every figure that it names.
 */
export function problemWords(error: AppError, t: TFunction, format: Format): ProblemWords {
  const params: Record<string, string> = { file: t('frame.problem.aFile') };
  for (const [key, value] of Object.entries(error.params)) {
    params[key] = typeof value === 'number' ? format.number(value, 6) : clip(value, key === 'detail' ? 300 : QUOTED);
  }
  const bare = t(`errors.${error.code}.where`, { skipInterpolation: true });
  const complete = [...bare.matchAll(/\{\{(\w+)\}\}/g)].every(([, name]) => (params[name!] ?? '') !== '');
  return {
    title: t(`errors.${error.code}.title`, params),
    where: complete && bare !== '{{file}}' ? t(`errors.${error.code}.where`, params) : bare === '{{file}}' && error.params['file'] ? params['file']! : '',
    body: t(`errors.${error.code}.body`, params),
  };
}
