import { Button } from '@mantine/core';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReadingNote } from '../../../workers/protocol/reading';
import { clip, useFormat } from '../../i18n/format';
import { problemWords } from '../../ui/problem-words';
import { Later } from '../../ui/Later';
import { Note } from '../../ui/Note';
import { ProgressBar } from '../../ui/ProgressBar';
import { Card, Section } from '../../ui/Section';
import { cancelJob, readAgain } from '../../workbench/actions';
import { useKeeping } from '../../workbench/keeping';
import { useWorkbench, type Draft } from '../../workbench/store';
import { openWorkspace } from '../../workbench/workspaces';
import { fixedReading } from './fixed-reading';
import { QualityBreakdown } from './QualityBreakdown';
import { QualityEquation } from './QualityEquation';
import { QualityFigures } from './QualityFigures';
import { ReadingNotes } from './ReadingNotes';
import { UsersFigures } from './tables/UsersFigures';
import { RowsDownload } from './RowsDownload';
import common from './common.module.css';
import classes from './QualitySection.module.css';

const joinedFiles = ({ key, params }: ReadingNote) => JSON.stringify([key, params?.['columns'], params?.['files']]);

/** Where every row of the file went, and what the kept ones hold. */
export const QualitySection = memo(function QualitySection({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { quality, preview, readSeconds, mapping, cleaning } = draft;
  // What stands beside the preview is not said twice; files that were added have no preview.
  const told = new Set(preview.readingNotes?.map(joinedFiles));
  const notes = quality?.readingNotes?.filter((note) => note.params?.['files'] === undefined || !told.has(joinedFiles(note))) ?? [];
  return (
    <Section
      title={t('data.quality.title')}
      lead={quality && readSeconds !== null ? t('data.quality.lead', { time: format.duration(readSeconds) }) : null}
      aside={quality ? <RowsDownload quality={quality} /> : null}
    >
      {quality ? (
        <div className={common.stack}>
          <Card>
            <QualityEquation quality={quality} years={cleaning.maxYearsFromMedian} />
            {notes.length > 0 ? <ReadingNotes notes={notes} /> : null}
          </Card>
          <Later>
            <Card>
              {quality.table === 'users' ? (
                <UsersFigures quality={quality} mapping={mapping} />
              ) : (
                <QualityFigures quality={quality} timeZone={mapping.timeZone} />
              )}
            </Card>
          </Later>
          <Later>
            <QualityBreakdown quality={quality} mapping={mapping} />
          </Later>
        </div>
      ) : (
        <Card>
          <Unread draft={draft} />
        </Card>
      )}
    </Section>
  );
});

function Unread({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const format = useFormat();
  const job = useWorkbench((state) => state.job);
  const workspace = useKeeping((state) => state.workspace);
  const lost = useWorkbench((state) => state.engineLost);
  const bytes = job?.stages.read;
  if (job?.kind === 'read' || job?.kind === 'join') {
    return (
      <div className={common.reading}>
        <p>{t('data.quality.reading', { name: clip(draft.file.name, 60) })}</p>
        <ProgressBar value={bytes && bytes.total > 0 ? bytes.done / bytes.total : null} label={t('run.jobs.read')} />
        <div className={classes.readingFoot}>
          <span>
            {bytes ? t('data.quality.readingFigures', { done: format.bytes(bytes.done), total: format.bytes(bytes.total) }) : null}
            {job.rows === null ? null : ` · ${t('data.quality.rows', { rows: format.number(job.rows) })}`}
          </span>
          <Button size="xs" variant="default" onClick={cancelJob} disabled={job.cancelling}>
            {t('run.cancel')}
          </Button>
        </div>
      </div>
    );
  }
  if (draft.large) return <Note>{t('data.large.wait')}</Note>;
  // What was added to the file, or was not kept of it, comes back with the workspace alone; after a crash the segments do too.
  const again = (lost || fixedReading(draft)) && workspace ? () => openWorkspace(workspace.id) : readAgain;
  const words = draft.error ? problemWords(draft.error, t, format) : null;
  return (
    <Note
      tone={words ? 'act' : 'calm'}
      title={words ? t('data.quality.failed') : undefined}
      action={
        job ? null : (
          <Button variant="default" size="xs" onClick={() => void again()}>
            {t(again === readAgain ? 'data.quality.again' : 'workspace.again.crashed')}
          </Button>
        )
      }
    >
      {words ? format.sentences([t('data.quality.why', { title: words.title }), words.where]) : t('data.quality.unread')}
    </Note>
  );
}
