import { Button, NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RunInfo } from '../../../../workers/protocol/runs';
import { useLanguage } from '../../../i18n/format';
import { Note } from '../../../ui/Note';
import { Card, Section } from '../../../ui/Section';
import { runName, runTime } from '../run-names';
import { ComparedLosses } from './ComparedLosses';
import { ComparedRuns } from './ComparedRuns';
import { FiguresTable } from './FiguresTable';
import { SettingsTable } from './SettingsTable';
import { useCompared } from './use-compared';
import styles from './compare.module.css';

interface Props {
  readonly runs: readonly RunInfo[];
  /** Ids of the runs that were chosen; of those that are gone others take the place. */
  readonly chosen: readonly [string | null, string | null];
  readonly onChoose: (first: string, second: string) => void;
}

/** Two runs side by side. */
export function CompareSection({ runs, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const first = runs.find(({ id }) => id === chosen[0]) ?? runs.find((run) => run.current) ?? runs[0];
  const second = runs.find(({ id }) => id === chosen[1]) ?? runs.find((run) => run !== first);
  const options = runs.map((run) => ({
    value: run.id,
    label: t('models.compare.option', { name: runName(run, language), when: runTime(run, language) }),
  }));
  return (
    <Section title={t('models.compare.title')} lead={t('models.compare.lead')}>
      <Card>
        {first && second ? (
          <div className={styles.section} data-compare>
            <div className={styles.choice}>
              <NativeSelect
                size="xs"
                label={t('models.compare.first')}
                data={options}
                value={first.id}
                onChange={(event) => onChoose(event.currentTarget.value, second.id)}
              />
              <NativeSelect
                size="xs"
                label={t('models.compare.second')}
                data={options}
                value={second.id}
                onChange={(event) => onChoose(first.id, event.currentTarget.value)}
              />
              <Button variant="default" size="xs" onClick={() => onChoose(second.id, first.id)}>
                {t('models.compare.swap')}
              </Button>
            </div>
            {first === second ? <p>{t('models.compare.same')}</p> : <Pair first={first} second={second} />}
          </div>
        ) : (
          <p>{t('models.compare.one')}</p>
        )}
      </Card>
    </Section>
  );
}

function Pair({ first, second }: { first: RunInfo; second: RunInfo }) {
  const { t } = useTranslation();
  const { compared, failed } = useCompared(first, second);
  return (
    <>
      {compared ? (
        <ComparedRuns key={`${first.id}/${second.id}`} compared={compared} />
      ) : failed ? (
        <Note tone="act">{t(failed === 'apart' ? 'errors.runs-apart.body' : 'models.compare.failed')}</Note>
      ) : (
        <p role="status">{t('models.compare.working')}</p>
      )}
      <FiguresTable first={first} second={second} />
      <SettingsTable first={first} second={second} />
      <ComparedLosses first={first} second={second} />
    </>
  );
}
