import { MantineProvider } from '@mantine/core';
import { I18nextProvider } from 'react-i18next';
import { Router } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { i18n } from '../i18n';
import { Frame } from './Frame';
import { colorSchemeManager, mantineTheme } from './mantine-theme';

export function App() {
  return (
    <MantineProvider
      theme={mantineTheme}
      defaultColorScheme="auto"
      colorSchemeManager={colorSchemeManager}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <I18nextProvider i18n={i18n}>
        <Router hook={useHashLocation}>
          <Frame />
        </Router>
      </I18nextProvider>
    </MantineProvider>
  );
}
