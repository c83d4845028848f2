import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '@mantine/core/styles.css';
import './app/theme.css';
import './app/mantine.css';
import './app/base.css';
import './app/touch.css';
import { App } from './app/App';
import { keepForOffline } from './app/offline';
import { startLanguage } from './i18n';
import { allDrawn } from './ui/turns';
import { beforeReading } from './workbench/actions/draft';
import { takeInterrupted } from './workbench/interrupted';
import { settled, startKeeping } from './workbench/keeping';
import { useWorkbench } from './workbench/store';
import { listWorkspaces } from './workbench/workspaces';

/** ms that a file's reading waits for the page at most: a page that takes longer is busy with something else. */
const LONGEST_WAIT = 500;

useWorkbench.setState({ interrupted: takeInterrupted() });
startLanguage();
startKeeping();
beforeReading(() => allDrawn(LONGEST_WAIT));
void listWorkspaces();
// The last moment that a page is sure to be told of.
document.addEventListener('visibilitychange', () => {
  if (document.hidden && !useWorkbench.getState().job) void settled();
});

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);

keepForOffline();
