import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../../i18n/format';
import { Card, Section } from '../../../../ui/Section';
import { useDemand } from '../../../../workbench/predictions';
import type { Run } from '../../../../workbench/store';
import { Pending } from '../Pending';
import { DemandKnown } from './DemandKnown';

/** What will be bought week by week, or why that cannot be said. */
export const DemandSection = memo(function DemandSection({ run }: { run: Run }) {
  const { t } = useTranslation();
  const format = useFormat();
  const state = useDemand(run);
  if (state.kind === 'lost') return null;
  if (state.kind === 'known') {
    const { none, prediction } = state.result;
    if (prediction) return <DemandKnown run={run} prediction={prediction} />;
    return (
      <Section title={t('demand.title')}>
        <Card>
          <p data-no-demand={none.reason}>
            {none.reason === 'few-weeks'
              ? t('demand.none.few-weeks', { weeks: format.number(none.weeks), needed: format.number(none.needed) })
              : t(`demand.none.${none.reason}`)}
          </p>
        </Card>
      </Section>
    );
  }
  return (
    <Section title={t('demand.title')}>
      <Pending state={state} label={t('demand.working')} start={t('demand.start')} />
    </Section>
  );
});
