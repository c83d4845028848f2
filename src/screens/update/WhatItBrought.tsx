import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppendSummary } from '../../../workers/protocol/update';
import { useFormat } from '../../i18n/format';
import { Card, Section } from '../../ui/Section';
import { Term } from '../../ui/Term';
import classes from './WhatItBrought.module.css';

/** Where every row of the newer file went, and whom it is about. */
export function WhatItBrought({ append }: { append: AppendSummary }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { quality, newEvents, overlap, newUsers, changedUsers, describedUsers, lateEvents } = append;
  const rejected = Object.values(quality.rejected).reduce((sum, rows) => sum + rows, 0);
  const parts: readonly { readonly id: string; readonly rows: number; readonly label: ReactNode }[] = [
    { id: 'fresh', rows: newEvents, label: t('update.brought.fresh') },
    { id: 'overlap', rows: overlap, label: <Term note={t('update.brought.overlapNote')}>{t('update.brought.overlap')}</Term> },
    { id: 'duplicates', rows: quality.duplicates, label: t('update.brought.duplicates') },
    { id: 'rejected', rows: rejected, label: t('update.brought.rejected') },
  ];
  const sentences = [
    newUsers > 0 ? t('update.brought.newUsers', { count: newUsers, users: format.number(newUsers) }) : null,
    changedUsers > 0 ? t('update.brought.changedUsers', { count: changedUsers, users: format.number(changedUsers) }) : null,
    describedUsers > 0 ? t('update.brought.described', { count: describedUsers, users: format.number(describedUsers) }) : null,
    lateEvents > 0 ? t('update.brought.late', { count: lateEvents, events: format.number(lateEvents) }) : null,
  ].filter((sentence) => sentence !== null);
  return (
    <Section title={t('update.brought.title')}>
      <Card>
        <dl className={classes.sum}>
          <div>
            <dt>{t('update.brought.rows')}</dt>
            <dd data-figure="rowsRead">{format.number(quality.rowsRead)}</dd>
          </div>
          {parts.map(({ id, rows, label }, index) => (
            <div key={id} data-sign={index === 0 ? '=' : '+'}>
              <dt>{label}</dt>
              <dd data-figure={id}>{format.number(rows)}</dd>
            </div>
          ))}
        </dl>
        {sentences.length > 0 ? <p className={classes.who}>{format.sentences(sentences)}</p> : null}
      </Card>
    </Section>
  );
}
