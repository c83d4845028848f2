import type { TFunction } from 'i18next';
import type { Verdict } from '../../../../workers/protocol/comparison';
import type { ClusterMethod } from '../../../../workers/protocol/recipe';
import type { Format } from '../../../i18n/format';

/** Which methods lie ahead in an outcome, by more than the users at hand can make differ by chance; or that none does. */
export function verdictSentence({ outcome, best, worse, aboveChance }: Verdict, days: number, t: TFunction, format: Format): string {
  const names = (methods: readonly ClusterMethod[]) => format.list(methods.map((method) => t(`data.settings.methods.${method}`)));
  const params = {
    outcome: t(`comparison.outcomes.${outcome}`, { days: format.number(days) }),
    count: best.length,
    best: names(best),
    worse: names(worse),
  };
  if (!aboveChance) return t('comparison.verdict.chance', params);
  return t(worse.length === 0 ? 'comparison.verdict.level' : 'comparison.verdict.better', params);
}
