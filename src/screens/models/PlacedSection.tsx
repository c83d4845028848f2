import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { NOISE } from '../../../workers/protocol/model';
import { DownloadIcon } from '../../charts/icons';
import { fileNameFor, saveBlob } from '../../charts/save';
import { clip, useFormat, useLanguage } from '../../i18n/format';
import { Card, Section } from '../../ui/Section';
import { Term } from '../../ui/Term';
import { report } from '../../workbench/actions';
import { exportPlaced, forgetPlaced, type Placed } from '../../workbench/placing';
import { noSegmentWords } from '../../workbench/queries';
import { useWorkbench } from '../../workbench/store';
import { PlacedHow } from './PlacedHow';
import { runName, segmentNames } from './run-names';
import styles from './models.module.css';

/** Windows whose lengths differ by more than this share count other things. */
const SAME_LENGTH = 0.1;

/** The users of the open file in the segments of a run, beside those that the run was built on. */
export function PlacedSection({ placed: { run, file } }: { placed: Placed }) {
  const { t } = useTranslation();
  const format = useFormat();
  const language = useLanguage();
  const lost = useWorkbench((state) => state.engineLost);
  const source = useWorkbench((state) => state.draft?.file.name ?? 'shoal');
  const names = segmentNames(run.segments, language);
  const { users, outside, segments } = file;
  const save = async () => {
    try {
      saveBlob(await exportPlaced(run.id, { names, none: noSegmentWords() }), fileNameFor(source, 'placed.csv'));
    } catch (error) {
      report(error);
    }
  };
  return (
    <Section
      title={t('models.placed.title', { name: runName(run, language) })}
      lead={t('models.placed.lead')}
      aside={
        <Button variant="default" size="xs" onClick={forgetPlaced}>
          {t('models.placed.close')}
        </Button>
      }
    >
      <Card>
        <div className={styles.placed} data-placed={users}>
          <p role="status">
            <strong>{t('models.placed.users', { count: users, users: format.number(users) })}</strong>{' '}
            {file.days ? <Days days={file.days} /> : null}{' '}
            {outside > 0 ? t('models.placed.outside', { count: outside, users: format.number(outside) }) : null}
          </p>
          <PlacedHow file={file} />
          <table className={styles.shares} aria-label={t('models.placed.table')}>
            <thead>
              <tr>
                <th scope="col">{t('models.placed.segment')}</th>
                <th scope="col">
                  <Term note={t('models.placed.hereNote')}>{t('models.placed.here')}</Term>
                </th>
                <th scope="col">
                  <Term note={t('models.placed.runNote')}>{t('models.placed.run')}</Term>
                </th>
                <th scope="col">
                  <Term note={t('models.placed.changeNote')}>{t('models.placed.change')}</Term>
                </th>
              </tr>
            </thead>
            <tbody>
              {segments.map((segment) => (
                <SegmentRow
                  key={segment.number}
                  name={segment.number === NOISE ? noSegmentWords() : clip(names[segment.number] ?? '')}
                  file={file}
                  segment={segment}
                />
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">{t('models.placed.all')}</th>
                <td data-label={t('models.placed.here')}>{format.number(users)}</td>
                <td data-label={t('models.placed.run')}>{format.number(file.runUsers)}</td>
                <td />
              </tr>
            </tfoot>
          </table>
          <Button variant="default" size="xs" leftSection={<DownloadIcon />} disabled={lost} onClick={() => void save()}>
            {t('models.placed.download')}
          </Button>
        </div>
      </Card>
    </Section>
  );
}

/** How long a time the features tell of, which has to be alike for counts to be alike. */
function Days({ days: { here, run } }: { days: NonNullable<Placed['file']['days']> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const told = (days: number) => format.number(days, days < 10 ? 1 : 0);
  const apart = Math.abs(here - run) > SAME_LENGTH * run;
  return t(apart ? 'models.placed.daysApart' : 'models.placed.days', { days: told(here), runDays: told(run) });
}

interface RowProps {
  readonly name: string;
  readonly file: Placed['file'];
  readonly segment: Placed['file']['segments'][number];
}

function SegmentRow({ name, file, segment: { number, users, runUsers } }: RowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [share, runShare] = [users / file.users, runUsers / file.runUsers];
  const points = 100 * (share - runShare);
  const signed = `${points >= 0.05 ? '+' : points <= -0.05 ? '−' : '±'}${format.fixed(Math.abs(points), 1)}`;
  return (
    <tr data-segment={number}>
      <th scope="row">{name}</th>
      <td data-label={t('models.placed.here')}>
        {format.number(users)} <span className={styles.muted}>{format.percent(share)}</span>
      </td>
      <td data-label={t('models.placed.run')}>
        {format.number(runUsers)} <span className={styles.muted}>{format.percent(runShare)}</span>
      </td>
      <td data-label={t('models.placed.change')}>{t('models.placed.points', { points: signed })}</td>
    </tr>
  );
}
