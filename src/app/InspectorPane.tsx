import { useMediaQuery } from '@mantine/hooks';
import { Suspense, useCallback, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
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
 * Where the screen is narrow it is a sheet over its lower part, which folds to the kind and name of what is selected: by its button, and by
 * itself on another screen, where the selection goes along, and what the person went to is seen. It stays so until it is unfolded or something
 * else is selected, on the way back, too.
 */
function Pane({ selection }: { selection: Selection }) {
  const { t } = useTranslation();
  const [location] = useLocation();
  const sheet = useMediaQuery('(max-width: 60em)', undefined, { getInitialValueInEffect: false }) === true;
  const [state, setState] = useState({ selection, location, folded: false });
  if (state.selection !== selection) setState({ selection, location, folded: false });
  else if (state.location !== location) setState({ selection, location, folded: true });
  const folded = sheet && state.folded;
  const pane = useRef<HTMLElement>(null);
  const details = useRef<HTMLDivElement>(null);
  const described = useId();
  const opener = useRef<Element | null>(null);

  useEffect(() => {
    const active = document.activeElement;
    // A tap focuses nothing on some phones: what opened the pane before has no part in it.
    if (!pane.current?.contains(active)) opener.current = active === document.body ? null : active;
  }, [selection]);

  // Before it is taken away, and the focus with it.
  useLayoutEffect(() => {
    const own = pane.current;
    return () => {
      if (own?.contains(document.activeElement)) giveBack(opener.current);
    };
  }, []);

  useLayoutEffect(() => {
    if (!folded) return;
    // A focus that is left in what folds would be lost; and it folds to its beginning.
    if (details.current?.contains(document.activeElement)) document.getElementById('content')?.focus();
    if (pane.current) pane.current.scrollTop = 0;
  }, [folded]);

  // Where there is room beside the screen again the button goes, and would take the focus with it.
  const toggle = useCallback(
    (button: HTMLButtonElement | null) => () => {
      if (button !== null && button === document.activeElement) pane.current?.focus();
    },
    [],
  );
  return (
    <aside
      ref={pane}
      className={classes.inspector}
      aria-label={t('frame.landmarks.inspector')}
      tabIndex={-1}
      data-folded={folded || undefined}
    >
      <div className={classes.inspectorTools}>
        {sheet ? (
          <IconButton
            ref={toggle}
            label={t(folded ? 'frame.unfold' : 'frame.fold')}
            aria-expanded={!folded}
            aria-describedby={folded ? described : undefined}
            onClick={() => setState({ selection, location, folded: !folded })}
          >
            <ChevronIcon />
          </IconButton>
        ) : null}
        <IconButton label={t('frame.close')} onClick={() => select(null)}>
          <CloseIcon />
        </IconButton>
      </div>
      <div ref={details} id={described} className={classes.inspectorDetails}>
        <ErrorBoundary>
          <Suspense fallback={<p className={classes.loading}>{t('frame.loading')}</p>}>
            <Inspector />
          </Suspense>
        </ErrorBoundary>
      </div>
    </aside>
  );
}

/** The focus goes to what opened the pane, or to the screen where that is gone. It is scrolled to for those alone who see the focus: by the keyboard. */
function giveBack(opener: Element | null): void {
  const preventScroll = !document.activeElement?.matches(':focus-visible');
  // What is hidden or disabled by now takes no focus.
  for (const target of [opener, document.getElementById('content')]) {
    if (target instanceof HTMLElement || target instanceof SVGElement) target.focus({ preventScroll });
    if (target !== null && target === document.activeElement) return;
  }
}
