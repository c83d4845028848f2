import { Button } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { EmptyState } from '../../ui/EmptyState';
import { Later } from '../../ui/Later';
import { Card } from '../../ui/Section';
import { useWorkbench } from '../../workbench/store';
import { useSegments } from '../segments/named-segments';
import { StaleNote } from '../segments/StaleNote';
import { Alerts } from './Alerts';
import { DriftHeadline } from './DriftHeadline';
import { HeatSection } from './HeatSection';
import { ShareSection } from './ShareSection';
import { TooShortNote } from './TooShortNote';
import { WindowMapSection } from './WindowMapSection';
import { WindowUnit } from './WindowUnit';
import { useChosenWindow } from './use-chosen-window';
import { windowBars } from './timeline-view';
import styles from './drift.module.css';

/** Step 6: how segments and behaviour move in time, against the reference windows. */
export function DriftScreen() {
  const { t } = useTranslation();
  const run = useWorkbench((state) => state.run);
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
  return (
    <div className={styles.screen}>
      <StaleNote />
      <div className={styles.head}>
        <DriftHeadline timeline={timeline} />
        <WindowUnit />
      </div>
      {timeline.tooShort ? <TooShortNote timeline={timeline} /> : null}
      <div className={styles.top}>
        <Card>
          <ShareSection run={run} segments={segments} bars={bars} chosen={chosen} />
        </Card>
        <Alerts run={run} segments={segments} />
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
          <WindowMapSection run={run} segments={segments} bars={bars} chosen={chosen} />
        </Later>
      </Card>
    </div>
  );
}
