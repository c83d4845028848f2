import { Button, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { clip } from '../../i18n/format';
import { useWorkbench } from '../../workbench/store';
import type { UpdateStep } from '../../workbench/update-step';
import { joinOffered, leaveUpdate, openAsAnother } from '../../workbench/updating';
import { DialogProblem } from './DialogProblem';
import { LargeOfferNote } from './LargeOfferNote';
import classes from './UpdateDialog.module.css';

type Ask = Extract<UpdateStep, { kind: 'ask-table' }>;

/** A table without events came while events are open: join it to them as users or as items, or open it alone? */
export function TableStep({ step: { file, preview, large } }: { step: Ask }) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const joining = useWorkbench((state) => state.job?.kind === 'join');
  const current = useWorkbench((state) => clip(state.draft?.file.name ?? '', 60));
  const names = { file: clip(file.name, 60), current };
  const { kind, mappings } = preview.tables!;
  const keyOf = (table: 'users' | 'items') =>
    mappings[table].columns.find(({ role }) => role === (table === 'users' ? 'user' : 'item'))?.name;
  const ways = (['users', 'items'] as const).filter((table) => keyOf(table) !== undefined);
  const first = ways.find((table) => table === kind) ?? ways[0];
  const join = (table: 'users' | 'items') => {
    navigate('/data');
    void joinOffered(table);
  };
  const another = () => {
    navigate('/data');
    void openAsAnother();
  };
  return (
    <div className={classes.step}>
      <Modal.Title className={classes.title}>{t('tables.ask.title', names)}</Modal.Title>
      {large ? <LargeOfferNote large={large} advice={t('update.large.tableAdvice')} /> : null}
      <DialogProblem />
      <dl className={classes.ways}>
        {ways.map((table) => (
          <div key={table}>
            <dt>{t(`tables.ask.${table}`)}</dt>
            <dd>{t(`tables.ask.${table}Note`, { column: clip(keyOf(table) ?? '', 60) })}</dd>
          </div>
        ))}
        <div>
          <dt>{t('tables.ask.another')}</dt>
          <dd>{t('tables.ask.anotherNote', names)}</dd>
        </div>
      </dl>
      <div className={classes.actions}>
        <Button variant="subtle" onClick={() => void leaveUpdate()}>
          {t('tables.ask.cancel')}
        </Button>
        <Button variant="default" onClick={another} disabled={joining}>
          {t('tables.ask.another')}
        </Button>
        {ways.map((table) => (
          <Button
            key={table}
            variant={table === first ? 'filled' : 'default'}
            onClick={() => join(table)}
            loading={joining}
            data-autofocus={table === first || undefined}
          >
            {t(`tables.ask.${table}`)}
          </Button>
        ))}
      </div>
    </div>
  );
}
