import { SegmentedControl } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { NoOutcome, OutcomeKind, OutcomesPrediction } from '../../../../../workers/protocol/outcomes';
import type { NoValue } from '../../../../../workers/protocol/values';
import { useFormat, type Format } from '../../../../i18n/format';
import { Card } from '../../../../ui/Section';
import type { Run } from '../../../../workbench/store';
import type { NamedSegment } from '../../named-segments';
import styles from '../predictions.module.css';
import { ValueView } from '../values/ValueView';
import { OutcomeView } from './OutcomeView';

export type Picked = OutcomeKind | 'value';

interface Props {
  readonly run: Run;
  readonly prediction: OutcomesPrediction;
  /** Null: the first that could be predicted. */
  readonly picked: Picked | null;
  readonly onPick: (picked: Picked) => void;
  readonly segments: readonly NamedSegment[];
}

/** One outcome at a time. */
export function OutcomesKnown({ run, prediction, picked, onPick, segments }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { outcomes, value, horizonDays } = prediction;
  const shown = shownOf(prediction, picked);
  const days = format.number(horizonDays);
  return (
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
          onChange={onPick}
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
  );
}

/** The finding that the section states. */
export function outcomesTitle(prediction: OutcomesPrediction, picked: Picked | null, t: TFunction, format: Format): string {
  const { value, horizonDays, end } = prediction;
  const when = { days: format.number(horizonDays), end: format.date(end) };
  if (picked === 'value') {
    const money = value.prediction?.all.value;
    return money === undefined ? t('outcomes.title') : t('outcomes.value.headline', { ...when, value: format.money(money) });
  }
  const shown = shownOf(prediction, picked);
  const mean = shown.prediction?.all.mean ?? null;
  return mean === null ? t('outcomes.title') : t(`outcomes.headline.${shown.kind}`, { ...when, share: format.percent(mean) });
}

const shownOf = ({ outcomes }: OutcomesPrediction, picked: Picked | null) =>
  outcomes.find(({ kind }) => kind === picked) ?? outcomes.find(({ none }) => none === null) ?? outcomes[0]!;

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
