import { Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { LANGUAGE_NAMES, LANGUAGES, setLanguage } from '../i18n';
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
      <Menu.Dropdown aria-label={t('frame.language.label')}>
        {LANGUAGES.map((each) => (
          <Menu.Item
            key={each}
            lang={each}
            role="menuitemradio"
            aria-checked={each === language}
            data-current={each === language || undefined}
            onClick={() => setLanguage(each)}
          >
            {LANGUAGE_NAMES[each]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
