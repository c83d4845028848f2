import { Suspense, useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { EmptyState } from '../ui/EmptyState';
import { ErrorBoundary } from './ErrorBoundary';
import { SCREENS } from './screens';
import classes from './Frame.module.css';

/** The screen that the address names. */
export function Stage() {
  const { t } = useTranslation();
  const [location] = useLocation();
  // The rail answers a click at once; the screen is drawn in slices, behind the one that is seen.
  const shown = useDeferredValue(location);
  return (
    <Switch location={shown}>
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
  );
}
