import { Button, Modal } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';

import { bringsNothing } from '../../../workers/protocol/update';
import { clip, useFormat } from '../../i18n/format';
import { useWorkbench } from '../../workbench/store';
import type { UpdateStep } from '../../workbench/update-step';
import { acceptUpdate, leaveUpdate } from '../../workbench/updating';
import { DialogProblem } from './DialogProblem';
import { HeldKNote } from './KeptKNote';
import { MovementBetween } from './MovementBetween';
import { SegmentsTable } from './SegmentsTable';
import { StrengthChoice } from './StrengthChoice';
import { useProposalNames } from './proposal-names';
import { ValidityTable } from './ValidityTable';
import { WhatItBrought } from './WhatItBrought';
import classes from './UpdateDialog.module.css';

type Compare = Extract<UpdateStep, { kind: 'compare' }>;

/** Before and after on one page; nothing is replaced before the person agrees. */
export function CompareStep({ step: { file, proposal } }: { step: Compare }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [, navigate] = useLocation();
  const [taking, setTaking] = useState(false);
  const run = useWorkbench((state) => state.run);
  const names = useProposalNames(proposal);
  const title = useRef<HTMLHeadingElement>(null);
  const { append, movedUsers, usersBefore, strength } = proposal;
  const nothing = bringsNothing(append);
  const params = {
    file: clip(file.name, 60),
    events: format.number(append.newEvents),
    users: format.number(movedUsers),
    known: format.number(usersBefore),
    count: movedUsers,
  };

  // Read from the top, also when another strength has been compared.
  useEffect(() => title.current?.focus(), [strength]);

  const accept = async () => {
    setTaking(true);
    if (await acceptUpdate()) navigate('/segments');
    else setTaking(false);
  };
  const leave = () => void leaveUpdate();

  return (
    <>
      <div className={classes.scroll}>
        <div className={classes.width}>
          <header className={classes.head}>
            <Modal.Title ref={title} tabIndex={-1} className={classes.pageTitle} data-autofocus>
              {t(nothing ? 'update.compare.nothingTitle' : 'update.compare.title', params)}
            </Modal.Title>
            <p>
              {nothing
                ? t(append.overlap > 0 ? 'update.compare.nothing' : 'update.compare.nothingRejected')
                : t(`update.compare.${append.newEvents === 0 ? 'described' : 'events'}.${movedUsers === 0 ? 'still' : 'moved'}`, params)}
            </p>
          </header>
          <DialogProblem />
          <WhatItBrought append={append} />
          {nothing || !run ? null : (
            <>
              <StrengthChoice proposal={proposal} />
              <SegmentsTable proposal={proposal} names={names} />
              <MovementBetween proposal={proposal} names={names} />
              <ValidityTable before={run.result} after={proposal.after} />
              <HeldKNote choice={proposal.after.segments.choice} />
            </>
          )}
        </div>
      </div>
      <footer className={classes.foot}>
        <div className={classes.footInner}>
          {nothing ? (
            <Button onClick={leave}>{t('update.compare.close')}</Button>
          ) : (
            <>
              <p>{t('update.compare.pending')}</p>
              <Button variant="default" onClick={leave} disabled={taking}>
                {t('update.compare.leave')}
              </Button>
              <Button onClick={() => void accept()} loading={taking}>
                {t('update.compare.accept')}
              </Button>
            </>
          )}
        </div>
      </footer>
    </>
  );
}
