import { NativeSelect } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  ASSIGNMENT_BASELINES,
  RELIABLE_ACCURACY,
  type AssignmentReading,
  type EarlyAssignment,
} from '../../../../workers/protocol/assignment';
import { EarlyAccuracyChart } from '../../../charts/EarlyAccuracyChart';
import { fileNameFor } from '../../../charts/save';
import { useFormat } from '../../../i18n/format';
import type { Run } from '../../../workbench/store';
import type { NamedSegment } from '../named-segments';
import { AssignmentDetails } from './AssignmentDetails';
import { AssignmentVerdicts } from './AssignmentVerdicts';
import { BesideTable } from './BesideTable';
import { ConfusionTable } from './ConfusionTable';
import { ModelsTable } from './ModelsTable';
import { PlacingTable } from './PlacingTable';
import styles from './assignment.module.css';

interface Props {
  readonly run: Run;
  readonly assignment: EarlyAssignment;
  readonly segments: readonly NamedSegment[];
}

/** What the test on held-out users says: from when on, against which baselines, and which segments are taken for which. */
export function AssignmentKnown({ run, assignment, segments }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { readings, reliableFrom } = assignment;
  const [picked, setPicked] = useState<number | null | undefined>(undefined);
  const wanted = picked === undefined ? reliableFrom : picked;
  const reading = readings.find(({ events }) => events === wanted) ?? readings.at(-1)!;
  const counted = useMemo(() => readings.filter((one): one is AssignmentReading & { events: number } => one.events !== null), [readings]);
  const points = useMemo(
    () =>
      counted.map(({ events, users, accuracy, baselines }) => ({
        events,
        users,
        accuracy,
        baselines: ASSIGNMENT_BASELINES.map((id) => baselines.find((one) => one.id === id)!.accuracy),
      })),
    [counted],
  );
  const baselines = useMemo(() => ASSIGNMENT_BASELINES.map((id) => t(`assignment.models.${id}`)), [t]);
  const first = counted[0]!;
  const last = counted.at(-1)!;
  const shares = { first: format.percent(first.accuracy.value), last: format.percent(last.accuracy.value) };
  const nameOf = ({ events }: AssignmentReading) =>
    events === null ? t('assignment.byAll') : t('assignment.byEvents', { count: events, events });
  return (
    <>
      <AssignmentVerdicts assignment={assignment} last={last} />
      <EarlyAccuracyChart
        title={t(last === first ? 'assignment.chart.titleOne' : 'assignment.chart.title', { ...shares, events: last.events })}
        fileName={fileNameFor(run.fileName, 'placing.png')}
        readings={points}
        wanted={RELIABLE_ACCURACY}
        baselines={baselines}
      />
      <NativeSelect
        className={styles.by}
        size="xs"
        label={t('assignment.by')}
        value={String(reading.events)}
        data={readings.map((one) => ({ value: String(one.events), label: nameOf(one) }))}
        onChange={(event) => setPicked(event.currentTarget.value === 'null' ? null : Number(event.currentTarget.value))}
      />
      <ModelsTable reading={reading} />
      <PlacingTable reading={reading} segments={segments} />
      <ConfusionTable reading={reading} segments={segments} />
      {assignment.beside ? <BesideTable beside={assignment.beside} /> : null}
      <AssignmentDetails assignment={assignment} />
    </>
  );
}
