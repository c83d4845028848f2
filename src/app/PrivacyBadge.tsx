import { Popover, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ShieldIcon } from '../ui/icons';
import classes from './badge.module.css';

export function PrivacyBadge() {
  const { t } = useTranslation();
  return (
    <Popover width={320} position="bottom-end" withArrow withRoles trapFocus={false}>
      <Popover.Target>
        <UnstyledButton className={classes.badge} aria-label={t('frame.privacy.badge')}>
          <ShieldIcon />
          <span className={classes.badgeLong}>{t('frame.privacy.badge')}</span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={classes.panel} aria-label={t('frame.privacy.title')}>
        <strong>{t('frame.privacy.title')}</strong>
        <p>{t('frame.privacy.body')}</p>
        <p className={classes.muted}>{t('frame.privacy.proof')}</p>
      </Popover.Dropdown>
    </Popover>
  );
}
