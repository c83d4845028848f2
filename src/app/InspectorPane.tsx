import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { CloseIcon } from '../ui/icons';
import { IconButton } from '../ui/IconButton';
import { select } from '../workbench/actions';
import { useWorkbench } from '../workbench/store';
import { ErrorBoundary } from './ErrorBoundary';
import { Inspector } from './screens';
import classes from './Frame.module.css';

/** Beside every screen, for as long as something is selected. */
export function InspectorPane() {
  const { t } = useTranslation();
  const selected = useWorkbench((state) => state.selection !== null);
  if (!selected) return null;
  return (
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
  );
}
