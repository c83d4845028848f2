import { NativeSelect, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NoOutcome, OutcomeKind, OutcomesPrediction } from '../../../../../workers/protocol/outcomes';
import { CLASS_WEIGHTS, defaultNetwork, type NetworkRecipe } from '../../../../../workers/protocol/recipe';
import type { NoValue } from '../../../../../workers/protocol/values';
import { useFormat } from '../../../../i18n/format';
import { Card, Section } from '../../../../ui/Section';
import { chooseHorizon, chooseNetwork } from '../../../../workbench/predictions';
import { useWorkbench, type Run } from '../../../../workbench/store';
import type { NamedSegment } from '../../named-segments';
import styles from '../predictions.module.css';
import { ValueView } from '../values/ValueView';
import { OutcomeView } from './OutcomeView';

interface Props {
  readonly run: Run;
  readonly prediction: OutcomesPrediction;
  readonly segments: readonly NamedSegment[];
}

/** One outcome at a time, for a horizon that can be changed. */
export function OutcomesKnown({ run, prediction, segments }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const network = run.result.recipe.predict?.network ?? defaultNetwork();
  const busy = useWorkbench((state) => state.job !== null);
  const { outcomes, value, horizonDays, horizons, end } = prediction;
  const [picked, setPicked] = useState<OutcomeKind | 'value' | null>(null);
  const shown = outcomes.find(({ kind }) => kind === picked) ?? outcomes.find(({ none }) => none === null) ?? outcomes[0]!;
  const days = format.number(horizonDays);
  const mean = shown.prediction?.all.mean;
  const money = picked === 'value' ? value.prediction?.all.value : undefined;
  const when = { days, end: format.date(end) };
  const title =
    money !== undefined
      ? t('outcomes.value.headline', { ...when, value: format.money(money) })
      : picked === 'value' || mean === undefined || mean === null
        ? t('outcomes.title')
        : t(`outcomes.headline.${shown.kind}`, { ...when, share: format.percent(mean) });
  return (
    <Section
      title={title}
      aside={
        <div className={styles.choices}>
          <NativeSelect
            size="xs"
            aria-label={t('outcomes.weights.label')}
            disabled={busy}
            value={network.classWeights}
            data={CLASS_WEIGHTS.map((value) => ({ value, label: t(`outcomes.weights.${value}`) }))}
            onChange={(event) =>
              void chooseNetwork({ ...network, classWeights: event.currentTarget.value as NetworkRecipe['classWeights'] })
            }
          />
          <NativeSelect
            size="xs"
            aria-label={t('outcomes.horizon')}
            disabled={busy}
            value={String(horizonDays)}
            data={horizons.map((value) => ({ value: String(value), label: t('outcomes.horizonOption', { days: format.number(value) }) }))}
            onChange={(event) => void chooseHorizon(Number(event.currentTarget.value))}
          />
        </div>
      }
    >
      <Card>
        <div className={styles.section} data-outcomes={horizonDays}>
          <SegmentedControl
            className={styles.kinds}
            size="xs"
            aria-label={t('outcomes.which')}
            value={picked === 'value' ? 'value' : shown.kind}
            data={[
              ...outcomes.map(({ kind }) => ({ value: kind, label: t(`outcomes.kinds.${kind}`) })),
              { value: 'value' as const, label: t('outcomes.value.kind') },
            ]}
            onChange={(chosen) => setPicked(chosen)}
          />
          <p className={styles.muted}>
            {picked === 'value' ? t('outcomes.value.definition', { days }) : t(`outcomes.definition.${shown.kind}`, { days })}
          </p>
          {picked === 'value' ? (
            value.prediction ? (
              <ValueView run={run} of={prediction} prediction={value.prediction} segments={segments} />
            ) : (
              <Missing none={value.none} kind="purchase" />
            )
          ) : shown.prediction ? (
            <OutcomeView run={run} kind={shown.kind} of={prediction} prediction={shown.prediction} segments={segments} />
          ) : (
            <Missing none={shown.none} kind={shown.kind} />
          )}
        </div>
      </Card>
    </Section>
  );
}

function Missing({ none, kind }: { none: NoOutcome | NoValue; kind: OutcomeKind }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (none.reason === 'no-purchases') return <p data-no-outcome={none.reason}>{t('outcomes.missing.no-purchases')}</p>;
  if (none.reason === 'no-values') return <p data-no-outcome={none.reason}>{t('outcomes.value.missing')}</p>;
  const { where, happened, not, needed } = none;
  return (
    <p data-no-outcome={none.reason}>
      {t(`outcomes.missing.${where}`, {
        happened: format.number(happened),
        not: format.number(not),
        needed: format.number(needed),
        what: t(`outcomes.happened.${kind}`),
      })}
    </p>
  );
}
