import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../ui/EmptyState';
import classes from './ErrorBoundary.module.css';

interface State {
  readonly error: Error | null;
}

/** Catches what a screen throws while it draws, so that the frame and the work in memory stay. */
export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    return error ? <Crash error={error} onAgain={() => this.setState({ error: null })} /> : this.props.children;
  }
}

function Crash({ error, onAgain }: { error: Error; onAgain: () => void }) {
  const { t } = useTranslation();
  return (
    <div role="alert">
      <EmptyState
        title={t('frame.crash.title')}
        action={
          <>
            <Button onClick={onAgain}>{t('frame.crash.again')}</Button>
            <Button variant="default" onClick={() => location.reload()}>
              {t('frame.crash.reload')}
            </Button>
          </>
        }
      >
        <p>{t('frame.crash.body')}</p>
        <details className={classes.detail}>
          <summary>{t('frame.crash.detail')}</summary>
          <code>{error.message}</code>
        </details>
      </EmptyState>
    </div>
  );
}
