import { Menu, useComputedColorScheme, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../ui/IconButton';
import { MoonIcon, SunIcon } from '../ui/icons';

const SCHEMES: readonly MantineColorScheme[] = ['auto', 'light', 'dark'];

export function ThemeSwitch() {
  const { t } = useTranslation();
  // Holding transitions back for the change would take a style element, which the Content-Security-Policy forbids.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const computed = useComputedColorScheme('light');
  return (
    <Menu position="bottom-end" withArrow>
      <Menu.Target>
        <IconButton label={t('frame.theme.change', { name: t(`frame.theme.${colorScheme}`) })}>
          {computed === 'dark' ? <MoonIcon /> : <SunIcon />}
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup value={colorScheme} onChange={(value) => setColorScheme(value as MantineColorScheme)}>
          {SCHEMES.map((each) => (
            <Menu.RadioItem key={each} value={each} closeMenuOnClick>
              {t(`frame.theme.${each}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
