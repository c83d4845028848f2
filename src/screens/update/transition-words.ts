import type { Transition } from '../../../workers/protocol/update';
import { i18n } from '../../i18n';
import { formatFor } from '../../i18n/format';
import type { Language } from '../../workbench/names';

/** What would become of a segment, as a sentence; empty for one that merely lives on. */
export function transitionWords(transition: Transition, name: (id: number) => string, language: Language): string {
  const t = i18n.getFixedT(language);
  const format = formatFor(language);
  const share = (overlap: number) => format.percent(overlap, 0);
  switch (transition.kind) {
    case 'survives':
      return '';
    case 'splits': {
      const { from, into } = transition;
      const parts = into.map(({ to, overlap }) =>
        to === from
          ? t('update.movement.partStays', { share: share(overlap) })
          : t('update.movement.part', { share: share(overlap), b: name(to) }),
      );
      return t('update.movement.splits', { a: name(from), parts: format.list(parts) });
    }
    case 'absorbed':
      return t('update.movement.absorbed', { a: name(transition.from), b: name(transition.to), share: share(transition.overlap) });
    case 'disappears':
      return t('update.movement.disappears', {
        a: name(transition.from),
        count: transition.users,
        users: format.number(transition.users),
      });
    case 'emerges':
      return t('update.movement.emerges', { b: name(transition.to), count: transition.users, users: format.number(transition.users) });
  }
}
