import { Popover, Radio, UnstyledButton } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { BACKENDS, type BackendChoice, type BackendProbe } from '../../workers/protocol/backend';
import { useFormat } from '../i18n/format';
import { chooseBackend, probeBackend } from '../workbench/actions';
import { useWorkbench } from '../workbench/store';
import { ChipIcon } from '../ui/icons';
import classes from './badge.module.css';

/** A backend that was only not waited for is tried when a person names it. */
const canChoose = (probe: BackendProbe | undefined): boolean =>
  probe?.available === true && (probe.correct || probe.unchecked === 'software' || probe.unchecked === 'slow');

/** Which backend computes; its menu tells what each one can do here and lets the person choose. */
export function BackendBadge() {
  const { t } = useTranslation();
  const format = useFormat();
  const report = useWorkbench((state) => state.backend);
  const choice = useWorkbench((state) => state.backendChoice);
  const building = useWorkbench((state) => state.job?.kind === 'build');

  useEffect(() => {
    // After the first paint: the probe loads the numeric libraries in the worker.
    const timer = setTimeout(() => void probeBackend(), 300);
    return () => clearTimeout(timer);
  }, []);

  const software = report?.probes.find((probe) => probe.name === report.active)?.software ?? false;
  const shown = report ? t(`frame.backend.short.${report.active}`) : t('frame.backend.probing');
  const spoken = software ? format.aside(shown, t('frame.backend.software')) : shown;
  const gpu = report?.probes.some(
    ({ name, available, correct, software }) => (name === 'webgpu' || name === 'webgl') && available && correct && !software,
  );

  const says = (probe: BackendProbe | undefined): string => {
    if (!probe?.available) return t('frame.backend.missing');
    if (probe.unchecked) return t(`frame.backend.unchecked.${probe.unchecked}`);
    if (!probe.correct) return t('frame.backend.wrong');
    const time = probe.ms === null ? t('frame.backend.untimed') : format.milliseconds(probe.ms);
    return probe.software ? format.aside(time, t('frame.backend.software')) : time;
  };

  return (
    <Popover width={320} position="bottom-end" withArrow withRoles>
      <Popover.Target>
        <UnstyledButton className={classes.badge} data-backend aria-label={t('frame.backend.label', { name: spoken })}>
          <ChipIcon />
          <span>
            {shown}
            {software ? <span className={classes.muted}> {t('frame.backend.software')}</span> : null}
          </span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={classes.panel} aria-label={t('frame.backend.title')}>
        <strong>{t('frame.backend.title')}</strong>
        {report ? (
          <>
            <Radio.Group
              value={choice}
              onChange={(value) => void chooseBackend(value as BackendChoice)}
              aria-label={t('frame.backend.title')}
              className={classes.choices}
            >
              <Radio value="auto" label={t('frame.backend.auto')} disabled={building} />
              {BACKENDS.map((name) => {
                const probe = report.probes.find((candidate) => candidate.name === name);
                return (
                  <Radio
                    key={name}
                    value={name}
                    disabled={building || !canChoose(probe)}
                    label={t(`frame.backend.names.${name}`)}
                    description={says(probe)}
                  />
                );
              })}
            </Radio.Group>
            {gpu ? null : <p className={classes.muted}>{t('frame.backend.fallback')}</p>}
            <p className={classes.muted}>{building ? t('frame.backend.busy') : t('frame.backend.note')}</p>
          </>
        ) : (
          <p>{t('frame.backend.probingLong')}</p>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
