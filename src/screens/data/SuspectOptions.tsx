import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SuspectSettings } from '../../../workers/protocol/cleaning';
import { clip, useFormat } from '../../i18n/format';
import { CommittedInput, within } from './CommittedInput';
import type { DirtProps } from './DirtOptions';
import { useTouches } from './use-touches';
import common from './common.module.css';
import classes from './DirtOptions.module.css';
import { Gap } from '../../ui/Gap';

/** Users who look like machines or tests: shown in any case, left out only where the person says so. */
export function SuspectOptions({ settings, dirt, disabled, change }: DirtProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const touches = useTouches(dirt);
  const { suspects } = settings;
  const set = (part: Partial<SuspectSettings>) => change({ suspects: { ...suspects, ...part } });
  const both = dirt?.bothUsers ?? 0;
  return (
    <fieldset className={classes.group}>
      <legend>{t('data.dirt.suspects.title')}</legend>
      <CommittedInput
        label={t('data.dirt.suspects.limit')}
        note={t('data.dirt.suspects.limitNote')}
        value={suspects.eventsPerHour}
        disabled={disabled}
        parse={within(1, 1_000_000, true)}
        problem={t('data.dirt.invalid.range', { low: 1, high: 1_000_000 })}
        onCommit={(eventsPerHour) => set({ eventsPerHour })}
      />
      <Switch
        label={t('data.dirt.suspects.bots')}
        description={touches('bots')}
        checked={suspects.excludeBots}
        disabled={disabled}
        onChange={(event) => set({ excludeBots: event.currentTarget.checked })}
      />
      <Switch
        label={t('data.dirt.suspects.tests')}
        description={touches('tests')}
        checked={suspects.excludeTests}
        disabled={disabled}
        onChange={(event) => set({ excludeTests: event.currentTarget.checked })}
      />
      {dirt && dirt.suspects.length > 0 ? (
        <div>
          <p className={common.small}>
            {t(both > 0 ? 'data.dirt.suspects.foundBoth' : 'data.dirt.suspects.found', {
              bots: format.number(dirt.botUsers),
              tests: format.number(dirt.testUsers),
              both: format.number(both),
              count: both,
            })}
            <Gap />
            {dirt.atMost ? t('data.dirt.suspects.atMost') : null}
            <Gap />
            {dirt.botUsers + dirt.testUsers - both > dirt.suspects.length
              ? t('data.dirt.suspects.first', { count: dirt.suspects.length })
              : null}
          </p>
          <ul className={classes.suspects}>
            {dirt.suspects.map(({ user, why, rows, peak }) => (
              <li key={user}>
                {clip(user, 60)}
                <span className={common.tag}>{t(`data.dirt.suspects.why.${why}`)}</span>{' '}
                <span className={common.small}>
                  {peak === null
                    ? t('data.dirt.suspects.rows', { count: rows, rows: format.number(rows) })
                    : t('data.dirt.suspects.peak', { count: rows, rows: format.number(rows), peak: format.number(peak) })}
                </span>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </fieldset>
  );
}
