import { Button } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { EmptyState } from '../../ui/EmptyState';
import { Later } from '../../ui/Later';
import { Card } from '../../ui/Section';
import { useWorkbench } from '../../workbench/store';
import { useRun } from '../../workbench/use-run';
import { useSegments } from '../segments/named-segments';
import { StaleNote } from '../segments/StaleNote';
import { Alerts } from './Alerts';
import { ChangePoints } from './ChangePoints';
import { CompareWith } from './CompareWith';
import { DriftHeadline } from './DriftHeadline';
import { HeatSection } from './HeatSection';
import { LeftOutNote } from './LeftOutNote';
import { Movement } from './movement/Movement';
import { ShareSection } from './ShareSection';
import { Thresholds } from './Thresholds';
import { TooShortNote } from './TooShortNote';
import { WindowMapSection } from './WindowMapSection';
import { WindowUnit } from './WindowUnit';
import { useChosenWindow } from './use-chosen-window';
import { windowBars } from './timeline-view';
import styles from './drift.module.css';

/** Step 6: how segments and behaviour move in time, against the reference windows. */
export function DriftScreen() {
  const { t } = useTranslation();
  const run = useRun();
  const language = useWorkbench((state) => state.language);
  const segments = useSegments();
  const chosen = useChosenWindow();
  const timeline = run?.result.timeline;
  const bars = useMemo(() => (timeline ? windowBars(timeline, language) : []), [timeline, language]);
  if (!run || !timeline) {
    return (
      <EmptyState
        title={t('drift.empty.title')}
        action={
          <Button component={Link} href="/data">
            {t('drift.empty.action')}
          </Button>
        }
      >
        {t('drift.empty.body')}
      </EmptyState>
    );
  }
  if (run.quality.table === 'users') {
    return (
      <EmptyState
        title={t('tables.drift.title')}
        action={
          <Button component={Link} href="/data">
            {t('tables.drift.action')}
          </Button>
        }
      >
        {t('tables.drift.body')}
      </EmptyState>
    );
  }
  return (
    <div className={styles.screen}>
      <StaleNote />
      <div className={styles.head}>
        <DriftHeadline timeline={timeline} />
        <div className={styles.controls}>
          <CompareWith />
          <Thresholds />
          <WindowUnit />
        </div>
      </div>
      {timeline.tooShort ? <TooShortNote timeline={timeline} /> : null}
      <LeftOutNote timeline={timeline} />
      <div className={styles.top}>
        <Card>
          <Later>
            <ShareSection run={run} segments={segments} bars={bars} chosen={chosen} />
          </Later>
        </Card>
        <Later>
          <Alerts run={run} segments={segments} />
        </Later>
      </div>
      {timeline.windows.some((window) => window.drift.length > 0) ? (
        <Card>
          <Later>
            <HeatSection run={run} bars={bars} chosen={chosen} />
          </Later>
        </Card>
      ) : null}
      <Card>
        <Later>
          <ChangePoints timeline={timeline} />
        </Later>
      </Card>
      <Later>
        <Movement run={run} segments={segments} bars={bars} />
      </Later>
      <Card>
        <Later>
          <WindowMapSection run={run} segments={segments} bars={bars} />
        </Later>
      </Card>
    </div>
  );
}
