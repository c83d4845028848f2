import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format';
import type { Placed } from '../../workbench/placing';

/** What the users of a file were placed by, and by which rule some of them by a network. */
export function PlacedHow({ file: { early, by } }: { file: Placed['file'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { none, rule, users, probability } = early;
  const days = rule?.days ?? 0;
  const told = {
    count: users,
    users: format.number(users),
    by: t(`models.placed.how.by.${by}`),
    days: format.number(days, days < 10 ? 1 : 0),
    from: rule?.from,
    to: rule?.to,
    probability: format.percent(probability ?? 0),
  };
  return (
    <p data-placed-by={none ?? 'network'}>
      {format.sentences([
        t(`models.placed.how.${none ?? 'network'}`, told),
        t(`models.placed.how.certainty.${by}`),
        none === null ? t('models.placed.how.certainty.network') : '',
      ])}
    </p>
  );
}
