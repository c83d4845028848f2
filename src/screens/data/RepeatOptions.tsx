import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { NEAR_SECONDS } from '../../../workers/protocol/cleaning';
import { useFormat } from '../../i18n/format';
import { CommittedInput, within } from './CommittedInput';
import type { DirtProps } from './DirtOptions';
import { useTouches } from './use-touches';
import classes from './DirtOptions.module.css';

/** Rows that say again what another row said, and refunds that take back what another row brought. */
export function RepeatOptions({ settings, dirt, disabled, change }: DirtProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const touches = useTouches(dirt);
  const { nearDuplicateSeconds: seconds, netRefunds } = settings;
  return (
    <fieldset className={classes.group}>
      <legend>{t('data.dirt.repeats.title')}</legend>
      <Switch
        label={t('data.dirt.repeats.near')}
        description={format.sentences([t('data.dirt.repeats.nearNote', { seconds: seconds ?? NEAR_SECONDS }), touches('nearDuplicates')])}
        checked={seconds !== null}
        disabled={disabled}
        onChange={(event) => change({ nearDuplicateSeconds: event.currentTarget.checked ? NEAR_SECONDS : null })}
      />
      {seconds === null ? null : (
        <CommittedInput
          label={t('data.dirt.repeats.seconds')}
          value={seconds}
          disabled={disabled}
          parse={within(0, 86_400)}
          problem={t('data.dirt.invalid.range', { low: 0, high: 86_400 })}
          onCommit={(value) => change({ nearDuplicateSeconds: value })}
        />
      )}
      <Switch
        label={t('data.dirt.repeats.net')}
        description={format.sentences([t('data.dirt.repeats.netNote'), touches('refunds')])}
        checked={netRefunds}
        disabled={disabled}
        onChange={(event) => change({ netRefunds: event.currentTarget.checked })}
      />
    </fieldset>
  );
}
