import { Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { LANGUAGE_NAMES, LANGUAGES, setLanguage } from '../i18n';
import type { Language } from '../workbench/names';
import { useWorkbench } from '../workbench/store';
import { IconButton } from '../ui/IconButton';
import { LanguageIcon } from '../ui/icons';

export function LanguageSwitch() {
  const { t } = useTranslation();
  const language = useWorkbench((state) => state.language);
  return (
    <Menu position="bottom-end" withArrow>
      <Menu.Target>
        <IconButton label={t('frame.language.change', { name: LANGUAGE_NAMES[language] })}>
          <LanguageIcon />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup value={language} onChange={(value) => setLanguage(value as Language)}>
          {LANGUAGES.map((each) => (
            <Menu.RadioItem key={each} value={each} closeMenuOnClick lang={each}>
              {LANGUAGE_NAMES[each]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
