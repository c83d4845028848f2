import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { EmptyState } from '../../ui/EmptyState';
import { Later } from '../../ui/Later';
import { useWorkbench } from '../../workbench/store';
import { Exports } from './Exports';
import { FindUser } from './FindUser';
import { Headline } from './Headline';
import { KSection } from './KSection';
import { useSegments } from './named-segments';
import { QualityStrip } from './QualityStrip';
import { SegmentCards } from './SegmentCards';
import { StaleNote } from './StaleNote';
import { TrainingSection } from './TrainingSection';
import { UserMap } from './UserMap';
import styles from './segments.module.css';

/** Step 5: who the users are. Map, cards and quality within one screen; how k and the embedding came about below. */
export function SegmentsScreen() {
  const { t } = useTranslation();
  const run = useWorkbench((state) => state.run);
  const segments = useSegments();
  const [hovered, setHovered] = useState<number | null>(null);

  if (!run) {
    return (
      <EmptyState
        title={t('segments.empty.title')}
        action={
          <Button component={Link} href="/data">
            {t('segments.empty.action')}
          </Button>
        }
      >
        {t('segments.empty.body')}
      </EmptyState>
    );
  }
  return (
    <div className={styles.screen}>
      <div className={styles.first}>
        <StaleNote />
        <div className={styles.head}>
          <Headline run={run} segments={segments} />
          <div className={styles.tools}>
            <FindUser />
            <Exports run={run} segments={segments} />
          </div>
        </div>
        <QualityStrip run={run} />
        <div className={styles.body}>
          <UserMap run={run} segments={segments} hovered={segments.some(({ id }) => id === hovered) ? hovered : null} />
          <SegmentCards run={run} segments={segments} onHover={setHovered} />
        </div>
      </div>
      <Later>
        <KSection run={run} />
        <TrainingSection run={run} />
      </Later>
    </div>
  );
}
