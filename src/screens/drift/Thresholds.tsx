import { Button, NumberInput, Popover } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { defaultTrack, type DriftThresholds } from '../../../workers/protocol/recipe';
import { setTrack } from '../../workbench/actions';
import { useWorkbench } from '../../workbench/store';
import styles from './drift.module.css';

interface Field {
  readonly id: keyof DriftThresholds;
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

const FIELDS: readonly Field[] = [
  { id: 'psiWatch', min: 0.01, max: 10, step: 0.05 },
  { id: 'psiAct', min: 0.01, max: 10, step: 0.05 },
  { id: 'alpha', min: 0.000001, max: 0.5, step: 0.01 },
  { id: 'auc', min: 0.5, max: 1, step: 0.01 },
  { id: 'shareChange', min: 0, max: 1, step: 0.005 },
  { id: 'relativeChange', min: 0, max: 10, step: 0.05 },
];

/** From which size on a change is told: part of the recipe, computed again when applied. */
export function Thresholds() {
  const { t } = useTranslation();
  const track = useWorkbench((state) => state.settings.track);
  const busy = useWorkbench((state) => state.job !== null);
  const [opened, setOpened] = useState(false);
  const [values, setValues] = useState(track.thresholds);
  const open = (now: boolean) => {
    setValues(track.thresholds);
    setOpened(now);
  };
  const apply = () => {
    setOpened(false);
    void setTrack({ ...track, thresholds: values });
  };
  return (
    <Popover opened={opened} onChange={open} trapFocus position="bottom-end" width={300} withinPortal>
      <Popover.Target>
        <Button variant="default" size="xs" disabled={busy} onClick={() => open(!opened)} aria-expanded={opened}>
          {t('drift.thresholds.button')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('drift.thresholds.button')}>
        <form
          className={styles.thresholds}
          onSubmit={(event) => {
            event.preventDefault();
            apply();
          }}
        >
          {FIELDS.map(({ id, min, max, step }) => (
            <NumberInput
              key={id}
              size="xs"
              label={t(`drift.thresholds.${id}.name`)}
              description={t(`drift.thresholds.${id}.note`)}
              value={values[id]}
              min={min}
              max={max}
              step={step}
              clampBehavior="strict"
              onChange={(value) => typeof value === 'number' && setValues({ ...values, [id]: value })}
            />
          ))}
          <div className={styles.thresholdActions}>
            <Button variant="subtle" size="xs" onClick={() => setValues(defaultTrack().thresholds)}>
              {t('drift.thresholds.reset')}
            </Button>
            <Button type="submit" size="xs">
              {t('drift.thresholds.apply')}
            </Button>
          </div>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
