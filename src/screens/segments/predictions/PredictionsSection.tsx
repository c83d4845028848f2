import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { NoPrediction } from '../../../../workers/protocol/predictions';
import { useFormat } from '../../../i18n/format';
import { Card, Section } from '../../../ui/Section';
import { usePredictions } from '../../../workbench/predictions';
import type { Run } from '../../../workbench/store';
import type { NamedSegment } from '../named-segments';
import { Pending } from './Pending';
import { Prediction } from './Prediction';

interface Props {
  readonly run: Run;
  readonly segments: readonly NamedSegment[];
}

/** What the users of each segment will buy, how far that can be trusted, or why it cannot be said. */
export const PredictionsSection = memo(function PredictionsSection({ run, segments }: Props) {
  const { t } = useTranslation();
  const state = usePredictions(run);
  if (state.kind === 'known') {
    const { none, prediction } = state.result;
    return prediction ? <Prediction prediction={prediction} segments={segments} /> : <Missing none={none} />;
  }
  if (state.kind === 'lost') return null;
  return (
    <Section title={t('predictions.working.title')}>
      <Pending state={state} label={t('predictions.working.label')} start={t('predictions.working.start')} />
    </Section>
  );
});

function Missing({ none }: { none: NoPrediction }) {
  const { t } = useTranslation();
  const format = useFormat();
  const sentence = () => {
    switch (none.reason) {
      case 'too-short':
        return t('predictions.none.too-short', { days: format.number(none.days), needed: format.number(none.needed) });
      case 'few-repeat-buyers':
        return t('predictions.none.few-repeat-buyers', { count: none.buyers, needed: format.number(none.needed) });
      default:
        return t(`predictions.none.${none.reason}`);
    }
  };
  return (
    <Section title={t('predictions.none.title')}>
      <Card>
        <p data-no-prediction={none.reason}>{sentence()}</p>
      </Card>
    </Section>
  );
}
