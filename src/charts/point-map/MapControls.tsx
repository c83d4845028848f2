import { ActionIcon, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DownloadIcon, FitIcon, LassoIcon, ListIcon, MinusIcon, PlusIcon } from '../icons';
import styles from './point-map.module.css';

interface Props {
  readonly lassoMode: boolean;
  readonly zoomed: boolean;
  readonly onZoom: (factor: number) => void;
  readonly onReset: () => void;
  readonly onLassoMode?: () => void;
  readonly onInView?: () => void;
  readonly onSave: () => void;
}

/** The map's buttons: what the hand can do, for the keyboard too. */
export function MapControls({ lassoMode, zoomed, onZoom, onReset, onLassoMode, onInView, onSave }: Props) {
  const { t } = useTranslation();
  const button = (label: string, icon: ReactNode, onClick: () => void, more: { pressed?: boolean; disabled?: boolean } = {}) => (
    <Tooltip label={label} position="left">
      <ActionIcon
        variant="default"
        className={styles.control}
        aria-label={label}
        aria-pressed={more.pressed}
        data-pressed={more.pressed || undefined}
        data-disabled={more.disabled || undefined}
        aria-disabled={more.disabled || undefined}
        onClick={more.disabled ? undefined : onClick}
      >
        {icon}
      </ActionIcon>
    </Tooltip>
  );
  return (
    <div className={styles.controls} role="group" aria-label={t('segments.map.controls')}>
      {button(t('segments.map.zoomIn'), <PlusIcon />, () => onZoom(1.5))}
      {button(t('segments.map.zoomOut'), <MinusIcon />, () => onZoom(1 / 1.5))}
      {button(t('segments.map.reset'), <FitIcon />, onReset, { disabled: !zoomed })}
      {onLassoMode ? button(t('segments.map.lasso'), <LassoIcon />, onLassoMode, { pressed: lassoMode }) : null}
      {onInView ? button(t('segments.map.inView'), <ListIcon />, onInView) : null}
      {button(t('segments.charts.savePng'), <DownloadIcon />, onSave)}
    </div>
  );
}
