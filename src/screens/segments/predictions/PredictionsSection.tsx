import { Button } from '@mantine/core';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { NoPrediction } from '../../../../workers/protocol/predictions';
import { useFormat } from '../../../i18n/format';
import { ProgressBar } from '../../../ui/ProgressBar';
import { Card, Section } from '../../../ui/Section';
import { usePredictions } from '../../../workbench/predictions';
import type { Run } from '../../../workbench/store';
import type { NamedSegment } from '../named-segments';
import { Prediction } from './Prediction';
import styles from './predictions.module.css';

interface Props {
  readonly run: Run;
  readonly segments: readonly NamedSegment[];
}

/** What the users of each segment will buy, how far that can be trusted, or why it cannot be said. */
export const PredictionsSection = memo(function PredictionsSection({ run, segments }: Props) {
  const { t } = useTranslation();
  const state = usePredictions(run);
  if (state.kind === 'known') {
    const { none, prediction } = state.predictions;
    return prediction ? <Prediction prediction={prediction} segments={segments} /> : <Missing none={none} />;
  }
  if (state.kind === 'lost') return null;
  const button =
    state.kind === 'working'
      ? { label: t('predictions.working.stop'), act: state.stop }
      : { label: t('predictions.working.start'), act: state.start };
  return (
    <Section title={t('predictions.working.title')}>
      <Card>
        <div className={styles.working}>
          {state.kind === 'working' ? (
            <ProgressBar value={state.share} label={t('predictions.working.label')} />
          ) : (
            <p className={styles.muted}>{t('predictions.working.stopped')}</p>
          )}
          <Button variant="default" size="xs" onClick={button.act}>
            {button.label}
          </Button>
        </div>
      </Card>
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
