import { useTranslation } from 'react-i18next';
import type { QualityReport } from '../../../workers/protocol/ingest';
import { useFormat } from '../../i18n/format';
import { Figure, Figures } from '../../ui/Figure';
import { Term } from '../../ui/Term';
import { spanDays } from './quality-figures';

/** What the kept rows hold. */
export function QualityFigures({ quality, timeZone }: { quality: QualityReport; timeZone: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { users, usersWithPurchase, orders, revenue, eventsPerUser, refundRows, refundValue } = quality;
  const { mean, median, p95, max } = eventsPerUser;
  return (
    <Figures>
      <Figure
        id="users"
        label={t('data.quality.users')}
        value={format.number(users)}
        note={users > 0 ? t('data.quality.buyers', { share: format.percent(usersWithPurchase / users) }) : null}
      />
      <Figure
        id="eventsPerUser"
        label={t('data.quality.eventsPerUser')}
        value={format.number(mean, 1)}
        unit={t('data.quality.eventsPerUserNote')}
        note={
          <Term note={t('data.quality.terms.p95')}>
            {t('data.quality.spread', { median: format.number(median, 1), p95: format.number(p95, 1), max: format.number(max) })}
          </Term>
        }
      />
      <Figure
        id="orders"
        label={<Term note={t('data.quality.terms.orders')}>{t('data.quality.orders')}</Term>}
        value={format.number(orders)}
        note={usersWithPurchase > 0 ? t('data.quality.ordersEach', { each: format.number(orders / usersWithPurchase, 1) }) : null}
      />
      <Figure
        id="revenue"
        label={<Term note={t('data.quality.terms.revenue')}>{t('data.quality.revenue')}</Term>}
        value={revenue === null ? '–' : format.money(revenue)}
        note={t(revenue === null ? 'data.quality.revenueNone' : 'data.quality.revenueNote')}
      />
      <Figure
        id="refundRows"
        label={t('data.quality.refunds')}
        value={format.number(refundRows)}
        note={revenue === null ? null : t('data.quality.refundValue', { money: format.money(refundValue) })}
      />
      <Figure
        id="span"
        label={t('data.quality.span')}
        value={t('data.quality.days', { count: spanDays(quality), days: format.number(spanDays(quality)) })}
        note={`${format.date(quality.from, timeZone)} – ${format.date(quality.to, timeZone)}`}
      />
    </Figures>
  );
}
