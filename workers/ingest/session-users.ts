import { normalName } from './header-words';
import type { ColumnFacts } from './profile';
import type { ProposedRole } from './roles';

/** Sessions of which a greater share differ have one row each, and say nothing of what came after what. */
const ONE_ROW_EACH = 0.98;

/** A user's first, second, third visit, which others have, too. */
const ORDINAL = /(?:^|_)(?:number|num|no|nr|count|index|sequence|seq)$/;

/** Where nothing names a user, each session is taken for one, if it has several rows with a time: logs without accounts say no more of who came. */
export function proposeSessionUsers(facts: readonly ColumnFacts[], proposed: readonly ProposedRole[]): readonly ProposedRole[] {
  const placeOf = (role: ProposedRole['role']) => proposed.findIndex((each) => each.role === role);
  const session = facts[placeOf('session')];
  const time = facts[placeOf('time')];
  const isOne =
    placeOf('user') < 0 &&
    session !== undefined &&
    !ORDINAL.test(normalName(session.name)) &&
    session.distinct > 1 &&
    session.distinct < session.cells * ONE_ROW_EACH &&
    time !== undefined &&
    time.dateFormats.length > 0;
  if (!isOne) return proposed;
  return proposed.map((each) => (each.role === 'session' ? { role: 'user', reason: { key: 'session-instead' } } : each));
}
