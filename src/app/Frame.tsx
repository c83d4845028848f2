import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Redirect, Route, Switch } from 'wouter';
import { EmptyState } from '../ui/EmptyState';
import { select } from '../workbench/actions';
import { useWorkbench } from '../workbench/store';
import { Announcer } from './Announcer';
import { ErrorBoundary } from './ErrorBoundary';
import { CloseIcon } from '../ui/icons';
import { IconButton } from '../ui/IconButton';
import { PendingFile } from './PendingFile';
import { ProblemBanner } from './ProblemBanner';
import { Rail } from './Rail';
import { SCREENS } from './screens';
import { TopBar } from './TopBar';
import { WholeWindowDrop } from './WholeWindowDrop';
import classes from './frame.module.css';

const Inspector = lazy(async () => ({ default: (await import('../screens/inspector/Inspector')).Inspector }));

/** What stays around every screen: bar, rail, inspector, messages. */
export function Frame() {
  const { t } = useTranslation();
  const selected = useWorkbench((state) => state.selection !== null);
  return (
    <div className={classes.frame} data-inspector={selected || undefined}>
      <a className={classes.skip} href="#content" onClick={focusContent}>
        {t('frame.skip')}
      </a>
      <TopBar />
      <Rail />
      <div className={classes.stage}>
        <ProblemBanner />
        <main id="content" className={classes.content} tabIndex={-1}>
          <Switch>
            {SCREENS.map(({ id, path, View }) => (
              <Route key={id} path={path}>
                <ErrorBoundary key={id}>
                  <Suspense fallback={<p className={classes.loading}>{t('frame.loading')}</p>}>
                    <View />
                  </Suspense>
                </ErrorBoundary>
              </Route>
            ))}
            <Route path="/">
              <Redirect to="/data" replace />
            </Route>
            <Route>
              <EmptyState title={t('frame.notFound.title')} action={<a href="#/data">{t('frame.notFound.back')}</a>}>
                {t('frame.notFound.body')}
              </EmptyState>
            </Route>
          </Switch>
        </main>
      </div>
      {selected ? (
        <aside className={classes.inspector} aria-label={t('frame.landmarks.inspector')}>
          <div className={classes.inspectorClose}>
            <IconButton label={t('frame.close')} onClick={() => select(null)}>
              <CloseIcon />
            </IconButton>
          </div>
          <ErrorBoundary>
            <Suspense fallback={<p className={classes.loading}>{t('frame.loading')}</p>}>
              <Inspector />
            </Suspense>
          </ErrorBoundary>
        </aside>
      ) : null}
      <PendingFile />
      <WholeWindowDrop />
      <Announcer />
    </div>
  );
}

// The address after # names the screen, so the link moves the focus itself and leaves the address alone.
function focusContent(event: { preventDefault(): void }): void {
  event.preventDefault();
  document.getElementById('content')?.focus();
}
