import { Button } from '@mantine/core';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { MethodComparison } from '../../../../workers/protocol/comparison';
import { useFormat } from '../../../i18n/format';
import { jobBar } from '../../../ui/job-words';
import { ProgressBar } from '../../../ui/ProgressBar';
import { Card, Section } from '../../../ui/Section';
import { cancelJob } from '../../../workbench/actions';
import { useComparison } from '../../../workbench/comparison';
import { useWorkbench, type Run } from '../../../workbench/store';
import { MethodsTable } from './MethodsTable';
import { NumbersTable } from './NumbersTable';
import { verdictSentence } from './verdict-sentence';
import styles from './methods.module.css';

type Compared = Extract<MethodComparison, { none: null }>;

/** Which method suits these users: asked for, since it takes as long as a build. */
export const MethodsSection = memo(function MethodsSection({ run }: { run: Run }) {
  const { t } = useTranslation();
  const { comparison, ask } = useComparison(run);
  const job = useWorkbench((state) => state.job);
  const button =
    job?.kind === 'compare' ? (
      <Button variant="default" size="xs" disabled={job.cancelling} onClick={cancelJob}>
        {t('run.cancel')}
      </Button>
    ) : (
      <Button variant="default" size="xs" disabled={job !== null} onClick={() => void ask()}>
        {t(comparison ? 'comparison.again' : 'comparison.start')}
      </Button>
    );
  return (
    <Section title={t('comparison.title')} lead={t('comparison.lead')} aside={button}>
      {job?.kind === 'compare' ? <ProgressBar value={jobBar(job)} label={t('run.jobs.compare')} /> : null}
      {comparison ? (
        <Card>{comparison.none ? <TooFew none={comparison.none} /> : <Result comparison={comparison} run={run} />}</Card>
      ) : null}
    </Section>
  );
});

function TooFew({ none: { users, needed } }: { none: { readonly users: number; readonly needed: number } }) {
  const { t } = useTranslation();
  const format = useFormat();
  return <p>{t('comparison.fewUsers', { count: users, users: format.number(users), needed: format.number(needed) })}</p>;
}

function Result({ comparison, run }: { comparison: Compared; run: Run }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { fitUsers, testUsers, users, k, cutOff, horizonDays, missing, resamples, verdicts, numbers } = comparison;
  const params = {
    fit: format.number(fitUsers),
    test: format.number(testUsers),
    compared: format.number(fitUsers + testUsers),
    all: format.number(users),
    k: format.number(k),
    days: format.number(horizonDays),
    date: cutOff === null ? '' : format.date(cutOff),
    resamples: format.number(resamples),
  };
  return (
    <div className={styles.result}>
      {missing ? (
        <p data-missing={missing.reason}>
          {missing.reason === 'timeless'
            ? t('comparison.missing.timeless')
            : t('comparison.missing.too-short', {
                count: missing.days,
                days: format.number(missing.days),
                needed: format.number(missing.needed),
              })}
        </p>
      ) : (
        <ul className={styles.verdicts}>
          {verdicts.map((verdict) => (
            <li key={verdict.outcome} data-verdict={verdict.outcome}>
              {verdictSentence(verdict, horizonDays, t, format)}
            </li>
          ))}
        </ul>
      )}
      <MethodsTable comparison={comparison} run={run} />
      <NumbersTable numbers={numbers} days={horizonDays} run={run} />
      <p className={styles.muted}>
        {format.sentences([
          t(fitUsers + testUsers < users ? 'comparison.basisSample' : 'comparison.basis', params),
          cutOff === null ? '' : t('comparison.cutOff', params),
          t('comparison.howStable', params),
          t(cutOff === null ? 'comparison.bold' : 'comparison.boldOutcomes'),
        ])}
      </p>
    </div>
  );
}
