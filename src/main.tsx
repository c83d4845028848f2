import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '@mantine/core/styles.css';
import './app/theme.css';
import './app/mantine.css';
import './app/base.css';
import { App } from './app/App';
import { startLanguage } from './i18n';
import { takeInterrupted } from './workbench/interrupted';
import { useWorkbench } from './workbench/store';

useWorkbench.setState({ interrupted: takeInterrupted() });
startLanguage();

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
