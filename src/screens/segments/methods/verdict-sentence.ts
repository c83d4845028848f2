import type { TFunction } from 'i18next';
import type { Verdict } from '../../../../workers/protocol/comparison';
import type { ClusterMethod } from '../../../../workers/protocol/recipe';
import type { Format } from '../../../i18n/format';

/** Which methods lie ahead in an outcome, by more than the users at hand can make differ by chance; or that none does. */
export function verdictSentence(verdict: Verdict, days: number, t: TFunction, format: Format): string {
  const nameOf = (method: ClusterMethod) => t(`data.settings.methods.${method}`);
  return t(`comparison.verdict.${kindOf(verdict)}`, paramsOf(verdict, nameOf, days, t, format));
}

/** The same of numbers of segments. */
export function numberSentence(verdict: Verdict<number>, days: number, t: TFunction, format: Format): string {
  return t(
    `comparison.numbers.verdict.${kindOf(verdict)}`,
    paramsOf(verdict, (k) => format.number(k), days, t, format),
  );
}

function kindOf({ worse, aboveChance }: Verdict<unknown>) {
  if (!aboveChance) return 'chance';
  return worse.length === 0 ? 'level' : 'better';
}

function paramsOf<Row>({ outcome, best, worse }: Verdict<Row>, nameOf: (row: Row) => string, days: number, t: TFunction, format: Format) {
  return {
    outcome: t(`comparison.outcomes.${outcome}`, { days: format.number(days) }),
    count: best.length,
    best: format.list(best.map(nameOf)),
    worse: format.list(worse.map(nameOf)),
  };
}
