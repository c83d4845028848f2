import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { NoOutcomes } from '../../../../../workers/protocol/outcomes';
import { useFormat } from '../../../../i18n/format';
import { Card, Section } from '../../../../ui/Section';
import { useOutcomes } from '../../../../workbench/predictions';
import type { Run } from '../../../../workbench/store';
import type { NamedSegment } from '../../named-segments';
import { Pending } from '../Pending';
import { OutcomesKnown } from './OutcomesKnown';

interface Props {
  readonly run: Run;
  readonly segments: readonly NamedSegment[];
}

/** Who will buy and who will stay away, how far that can be trusted, or why it cannot be said. */
export const OutcomesSection = memo(function OutcomesSection({ run, segments }: Props) {
  const { t } = useTranslation();
  const state = useOutcomes(run);
  if (state.kind === 'lost') return null;
  if (state.kind === 'known') {
    const { none, prediction } = state.result;
    return prediction ? <OutcomesKnown run={run} prediction={prediction} segments={segments} /> : <Missing none={none} />;
  }
  return (
    <Section title={t('outcomes.title')}>
      <Pending state={state} label={t('outcomes.working')} start={t('outcomes.start')} promise={t('outcomes.promise')} />
    </Section>
  );
});

function Missing({ none }: { none: NoOutcomes }) {
  const { t } = useTranslation();
  const format = useFormat();
  const sentence =
    none.reason === 'too-short'
      ? t('outcomes.none.too-short', { days: format.number(none.days), needed: format.number(none.needed) })
      : t(`outcomes.none.${none.reason}`);
  return (
    <Section title={t('outcomes.title')}>
      <Card>
        <p data-no-outcomes={none.reason}>{sentence}</p>
      </Card>
    </Section>
  );
}
