import { Button, NativeSelect } from '@mantine/core';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BUDGET_MINUTES, type SizeChoice } from '../../../workers/protocol/sizes';
import { useFormat } from '../../i18n/format';
import { ProgressBar } from '../../ui/ProgressBar';
import { cancelJob, measureSizes } from '../../workbench/actions';
import { jobFraction } from '../../workbench/job';
import { useWorkbench } from '../../workbench/store';
import { MeasuredSizes } from './MeasuredSizes';
import common from './common.module.css';
import classes from './SizeBudget.module.css';

/** Sizes of the network by the time that there is for training, as measured on this device. @param blocked the settings cannot be read as they stand */
export function SizeBudget({ blocked }: { blocked: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const note = useId();
  const [minutes, setMinutes] = useState<number>(BUDGET_MINUTES[1]);
  const [measured, setMeasured] = useState<{ readonly choice: SizeChoice; readonly file: File | undefined } | null>(null);
  const job = useWorkbench((state) => state.job);
  const read = useWorkbench((state) => state.draft?.quality !== undefined && state.draft?.quality !== null);
  const file = useWorkbench((state) => state.draft?.file);
  const encoder = useWorkbench((state) => state.settings.encoder);
  const measuring = job?.kind === 'sizes' ? job : null;
  // What was measured says nothing of another file or network, nor of another pace.
  const choice = measured?.file === file ? measured?.choice : undefined;
  const of = choice?.measured[0]?.encoder;
  const holds = of?.kind === encoder.kind && of.epochs === encoder.epochs && of.batchSize === encoder.batchSize;
  const measure = async () => {
    const found = await measureSizes(60 * minutes);
    if (found) setMeasured({ choice: found, file });
  };
  return (
    <div className={classes.budget}>
      <div className={classes.ask}>
        <NativeSelect
          label={t('data.settings.sizes.budget')}
          value={String(minutes)}
          disabled={measuring !== null}
          onChange={(event) => setMinutes(Number(event.currentTarget.value))}
          data={BUDGET_MINUTES.map((value) => ({
            value: String(value),
            label: t('data.settings.sizes.minutes', { count: value, minutes: format.number(value, 1) }),
          }))}
        />
        {measuring ? (
          <Button variant="default" onClick={cancelJob} disabled={measuring.cancelling}>
            {t(measuring.cancelling ? 'run.stopping' : 'run.cancel')}
          </Button>
        ) : (
          <Button variant="default" onClick={() => void measure()} disabled={!read || blocked || job !== null} aria-describedby={note}>
            {t('data.settings.sizes.measure')}
          </Button>
        )}
      </div>
      {measuring ? (
        <ProgressBar value={jobFraction(measuring)} label={t('run.jobs.sizes')} />
      ) : (
        <p id={note} className={common.small}>
          {t(read ? 'data.settings.sizes.note' : 'data.settings.sizes.notRead')}
        </p>
      )}
      {choice && holds && !measuring ? <MeasuredSizes choice={choice} /> : null}
    </div>
  );
}
