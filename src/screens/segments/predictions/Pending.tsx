import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ProgressBar } from '../../../ui/ProgressBar';
import { Card } from '../../../ui/Section';
import type { Asked } from '../../../workbench/asked';
import styles from './predictions.module.css';

interface Props {
  readonly state: Extract<Asked<unknown>, { readonly kind: 'working' | 'stopped' }>;
  /** What is being worked out. */
  readonly label: string;
  /** What the button says that begins it. */
  readonly start: string;
  /** What will be here, before it was begun. */
  readonly promise?: string;
}

/** Work under way, with a stop, or the button that begins it. */
export function Pending({ state, label, start, promise }: Props) {
  const { t } = useTranslation();
  const button = state.kind === 'working' ? { label: t('predictions.working.stop'), act: state.stop } : { label: start, act: state.start };
  return (
    <Card>
      <div className={styles.working}>
        {state.kind === 'working' ? (
          <ProgressBar value={state.share} label={label} />
        ) : (
          <p className={styles.muted}>{!state.begun && promise ? promise : t('predictions.working.stopped')}</p>
        )}
        <Button variant="default" size="xs" onClick={button.act}>
          {button.label}
        </Button>
      </div>
    </Card>
  );
}
