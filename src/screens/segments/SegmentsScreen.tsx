import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { EmptyState } from '../../ui/EmptyState';
import { Later } from '../../ui/Later';
import { useRun } from '../../workbench/use-run';
import { UpdatedNote } from '../update/UpdatedNote';
import { AssignmentSection } from './assignment/AssignmentSection';
import { DensitySection } from './DensitySection';
import { Exports } from './Exports';
import { FindUser } from './FindUser';
import { Headline } from './Headline';
import { KSection } from './KSection';
import { MethodsSection } from './methods/MethodsSection';
import { CategoriesSection } from './predictions/categories/CategoriesSection';
import { DemandSection } from './predictions/demand/DemandSection';
import { OutcomesSection } from './predictions/outcomes/OutcomesSection';
import { PredictionsSection } from './predictions/PredictionsSection';
import { useSegments } from './named-segments';
import { QualityStrip } from './QualityStrip';
import { SegmentCards } from './SegmentCards';
import { StaleNote } from './StaleNote';
import { TrainingSection } from './TrainingSection';
import { TreeSection } from './TreeSection';
import { UserMap } from './UserMap';
import styles from './segments.module.css';

/** Step 5: who the users are. Map, cards and quality within one screen; how k and the embedding came about below. */
export function SegmentsScreen() {
  const { t } = useTranslation();
  const run = useRun();
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
        <UpdatedNote />
        <div className={styles.head}>
          <Headline run={run} segments={segments} />
          <div className={styles.tools}>
            <FindUser />
            <Exports run={run} segments={segments} />
          </div>
        </div>
        <Later fallback={<div className={styles.qualityPlace} />}>
          <QualityStrip run={run} />
        </Later>
        <div className={styles.body}>
          <Later fallback={<div className={styles.map} />}>
            <UserMap run={run} segments={segments} hovered={segments.some(({ id }) => id === hovered) ? hovered : null} />
          </Later>
          <Later>
            <SegmentCards run={run} segments={segments} onHover={setHovered} />
          </Later>
        </div>
      </div>
      <Later>
        <PredictionsSection run={run} segments={segments} />
      </Later>
      {run.quality.table === 'users' ? null : (
        <>
          <Later>
            <OutcomesSection run={run} segments={segments} />
          </Later>
          <Later>
            <CategoriesSection run={run} segments={segments} />
          </Later>
          <Later>
            <DemandSection run={run} />
          </Later>
          <Later>
            <AssignmentSection run={run} segments={segments} />
          </Later>
        </>
      )}
      <Later>
        <KSection run={run} />
      </Later>
      <Later>
        <DensitySection run={run} />
      </Later>
      <Later>
        <TreeSection run={run} segments={segments} />
      </Later>
      <Later>
        <MethodsSection run={run} />
      </Later>
      <Later>
        <TrainingSection run={run} />
      </Later>
    </div>
  );
}
