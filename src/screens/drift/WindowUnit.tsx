import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TrackRecipe } from '../../../workers/protocol/recipe';
import { useFormat } from '../../i18n/format';
import { setTrack } from '../../workbench/actions';
import { useWorkbench } from '../../workbench/store';
import styles from './drift.module.css';

const UNITS: readonly TrackRecipe['window'][] = ['auto', 'week', 'month'];

/** Weeks, months, or what the span suggests. */
export function WindowUnit() {
  const { t } = useTranslation();
  const format = useFormat();
  const track = useWorkbench((state) => state.settings.track);
  const unit = useWorkbench((state) => state.run?.result.timeline.unit);
  const busy = useWorkbench((state) => state.job !== null);
  return (
    <SegmentedControl
      className={styles.unit}
      size="xs"
      aria-label={t('drift.unit.label')}
      title={busy ? t('drift.unit.busy') : undefined}
      disabled={busy}
      value={track.window}
      data={UNITS.map((value) => ({
        value,
        label:
          value === 'auto' && track.window === 'auto' && unit
            ? format.aside(t('drift.unit.auto'), t(`drift.unit.${unit}`))
            : t(`drift.unit.${value}`),
      }))}
      onChange={(value) => void setTrack({ ...track, window: value as TrackRecipe['window'] })}
    />
  );
}
