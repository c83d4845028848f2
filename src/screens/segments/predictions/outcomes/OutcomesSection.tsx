import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NoOutcomes } from '../../../../../workers/protocol/outcomes';
import { useFormat } from '../../../../i18n/format';
import { Card, Section } from '../../../../ui/Section';
import { useOutcomes } from '../../../../workbench/predictions';
import type { Run } from '../../../../workbench/store';
import type { NamedSegment } from '../../named-segments';
import { Pending } from '../Pending';
import styles from '../predictions.module.css';
import { HorizonChoice } from './HorizonChoice';
import { NetworkTraining } from './NetworkTraining';
import { OutcomesKnown, outcomesTitle, type Picked } from './OutcomesKnown';

interface Props {
  readonly run: Run;
  readonly segments: readonly NamedSegment[];
}

/** Who will buy and who will stay away, how far that can be trusted, or why it cannot be said. */
export const OutcomesSection = memo(function OutcomesSection({ run, segments }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const state = useOutcomes(run);
  const [picked, setPicked] = useState<Picked | null>(null);
  if (state.kind === 'lost') return null;
  const { none = null, prediction = null } = state.kind === 'known' ? state.result : {};
  // Its place stays the same while they are worked out again.
  return (
    <Section
      title={prediction ? outcomesTitle(prediction, picked, t, format) : t('outcomes.title')}
      aside={prediction ? <HorizonChoice horizonDays={prediction.horizonDays} horizons={prediction.horizons} /> : null}
    >
      <div className={styles.section}>
        {state.kind !== 'known' ? (
          <Pending state={state} label={t('outcomes.working')} start={t('outcomes.start')} promise={t('outcomes.promise')} />
        ) : prediction ? (
          <OutcomesKnown run={run} prediction={prediction} picked={picked} onPick={setPicked} segments={segments} />
        ) : null}
        {none ? (
          <Missing none={none} />
        ) : (
          <NetworkTraining
            run={run}
            begun={state.kind !== 'stopped' || state.begun}
            resume={state.kind === 'stopped' && state.begun ? state.start : null}
          />
        )}
      </div>
    </Section>
  );
});

function Missing({ none }: { none: NoOutcomes }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Card>
      <p data-no-outcomes={none.reason}>
        {none.reason === 'too-short'
          ? t('outcomes.none.too-short', { days: format.number(none.days), needed: format.number(none.needed) })
          : t(`outcomes.none.${none.reason}`)}
      </p>
    </Card>
  );
}
