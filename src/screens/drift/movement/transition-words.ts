import type { Transition } from '../../../../workers/protocol/update';
import { i18n } from '../../../i18n';
import { clip, formatFor } from '../../../i18n/format';
import type { Language } from '../../../workbench/names';

interface Context {
  /** Segment names by number. */
  readonly names: readonly string[];
  readonly language: Language;
  /** When, as it stands in a sentence: «in May 2011», «between April and May 2011». */
  readonly when: string;
}

/** What became of a segment, as a sentence; empty for one that merely lived on. */
export function transitionSentence(transition: Transition, { names, language, when }: Context): string {
  const t = i18n.getFixedT(language);
  const format = formatFor(language);
  const name = (id: number) => clip(names[id] ?? String(id + 1), 60);
  const share = (overlap: number) => format.percent(overlap, 0);
  switch (transition.kind) {
    case 'survives':
      return '';
    case 'splits': {
      const { from, into } = transition;
      const parts = into.map(({ to, overlap }) =>
        to === from
          ? t('movement.transitions.partStayed', { share: share(overlap) })
          : t('movement.transitions.partWent', { share: share(overlap), b: name(to) }),
      );
      // Chinese joins clauses with a comma; its «and» is for nouns.
      const joined = language === 'zh-CN' ? parts.join('，') : format.list(parts);
      return t('movement.transitions.splits', { a: name(from), when, parts: joined });
    }
    case 'absorbed':
      return t('movement.transitions.absorbed', {
        a: name(transition.from),
        b: name(transition.to),
        when,
        share: share(transition.overlap),
      });
    case 'disappears':
      return t('movement.transitions.disappears', {
        a: name(transition.from),
        when,
        count: transition.users,
        users: format.number(transition.users),
      });
    case 'emerges':
      return t('movement.transitions.emerges', {
        b: name(transition.to),
        when,
        count: transition.users,
        users: format.number(transition.users),
      });
  }
}
