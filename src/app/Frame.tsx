import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Hints } from '../ui/Hints';
import { Announcer } from './Announcer';
import { InspectorPane } from './InspectorPane';
import { KeepingBanner } from './KeepingBanner';
import { PendingFile } from './PendingFile';
import { preloadScreens } from './preload';
import { ProblemBanner } from './ProblemBanner';
import { Rail } from './Rail';
import { Stage } from './Stage';
import { TopBar } from './TopBar';
import { UpdatePane } from './UpdatePane';
import { warmUpWhenIdle } from './warm-up';
import { WholeWindowDrop } from './WholeWindowDrop';
import classes from './Frame.module.css';

/** What stays around every screen: bar, rail, inspector, messages. It follows nothing itself, so that no change draws all of it. */
export function Frame() {
  const { t } = useTranslation();
  useEffect(preloadScreens, []);
  useEffect(warmUpWhenIdle, []);
  return (
    <div className={classes.frame}>
      <a className={classes.skip} href="#content" onClick={focusContent}>
        {t('frame.skip')}
      </a>
      <TopBar />
      <Rail />
      <div className={classes.stage}>
        <ProblemBanner />
        <KeepingBanner />
        <main id="content" className={classes.content} tabIndex={-1}>
          <Stage />
        </main>
      </div>
      <InspectorPane />
      <PendingFile />
      <UpdatePane />
      <WholeWindowDrop />
      <Hints />
      <Announcer />
    </div>
  );
}

// The address after # names the screen, so the link moves the focus itself and leaves the address alone.
function focusContent(event: { preventDefault(): void }): void {
  event.preventDefault();
  document.getElementById('content')?.focus();
}
