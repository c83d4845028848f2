import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ProgressBar } from '../../../ui/ProgressBar';
import { Card } from '../../../ui/Section';
import { useFormat } from '../../../i18n/format';
import { leftWords } from '../../../ui/job-words';
import { useNow } from '../../../ui/use-now';
import type { Asked, Followed } from '../../../workbench/asked';
import { secondsLeftOf } from '../../../workbench/job';
import styles from './predictions.module.css';

interface Props {
  readonly state: Extract<Asked<unknown>, { readonly kind: 'working' | 'stopped' }>;
  /** Where the section has other parts beside it. */
  readonly title?: string;
  /** What is being worked out. */
  readonly label: string;
  /** What the button says that begins it. */
  readonly start: string;
  /** What will be here, before it was begun. */
  readonly promise?: string;
}

/** Work under way, with a stop, or the button that begins it. */
export function Pending({ state, title, label, start, promise }: Props) {
  const { t } = useTranslation();
  const button = state.kind === 'working' ? { label: t('predictions.working.stop'), act: state.stop } : { label: start, act: state.start };
  return (
    <Card>
      {title === undefined ? null : <h3 className={styles.title}>{title}</h3>}
      <div className={styles.working}>
        {state.kind === 'working' ? (
          <Progress label={label} followed={state.followed} />
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

/** How far, and how long still. */
function Progress({ label, followed }: { label: string; followed: Followed | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(true);
  const left = leftWords(followed && secondsLeftOf(followed.share, followed.since, now), t, format);
  const words = followed ? `${t('run.progress', { percent: format.percent(followed.share, 0) })} · ${left}` : left;
  return (
    <>
      <div className={styles.progress}>
        <span aria-hidden>{label}</span>
        <ProgressBar value={followed && followed.share} label={label} text={words} />
      </div>
      <span className={styles.left}>{left}</span>
    </>
  );
}
