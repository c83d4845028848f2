import { useMediaQuery } from '@mantine/hooks';
import { Suspense, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { ChevronIcon, CloseIcon } from '../ui/icons';
import { IconButton } from '../ui/IconButton';
import { select } from '../workbench/actions';
import { useWorkbench, type Selection } from '../workbench/store';
import { ErrorBoundary } from './ErrorBoundary';
import { Inspector } from './screens';
import classes from './Frame.module.css';

/** Beside every screen, for as long as something is selected. */
export function InspectorPane() {
  const selection = useWorkbench((state) => state.selection);
  return selection ? <Pane selection={selection} /> : null;
}

/**
 * Where the screen is narrow it is a sheet over its lower part, which on another screen is folded to the name of what is selected: the selection
 * goes along, and what the person went to is seen.
 */
function Pane({ selection }: { selection: Selection }) {
  const { t } = useTranslation();
  const [location] = useLocation();
  const sheet = useMediaQuery('(max-width: 60em)', undefined, { getInitialValueInEffect: false });
  const [opened, setOpened] = useState({ selection, location });
  if (opened.selection !== selection) setOpened({ selection, location });
  const folded = sheet === true && opened.location !== location;
  const pane = useRef<HTMLElement>(null);

  // A focus that is left in what folds would be lost.
  useLayoutEffect(() => {
    if (folded && pane.current?.contains(document.activeElement)) document.getElementById('content')?.focus();
  }, [folded]);

  const unfold = () => {
    setOpened({ selection, location });
    pane.current?.focus();
  };
  return (
    <aside
      ref={pane}
      className={classes.inspector}
      aria-label={t('frame.landmarks.inspector')}
      tabIndex={-1}
      data-folded={folded || undefined}
    >
      {folded ? (
        <button type="button" className={classes.unfold} aria-expanded={false} onClick={unfold}>
          <span className="visually-hidden">{t('frame.unfold')}</span>
          <ChevronIcon />
        </button>
      ) : null}
      <div className={classes.inspectorClose}>
        <IconButton label={t('frame.close')} onClick={() => select(null)}>
          <CloseIcon />
        </IconButton>
      </div>
      <div inert={folded}>
        <ErrorBoundary>
          <Suspense fallback={<p className={classes.loading}>{t('frame.loading')}</p>}>
            <Inspector />
          </Suspense>
        </ErrorBoundary>
      </div>
    </aside>
  );
}
