import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { Mark } from '../ui/icons';
import { BackendBadge } from './BackendBadge';
import { JobStrip } from './JobStrip';
import { LanguageSwitch } from './LanguageSwitch';
import { PrivacyBadge } from './PrivacyBadge';
import { ThemeSwitch } from './ThemeSwitch';
import { WorkspaceMenu } from './WorkspaceMenu';
import classes from './TopBar.module.css';

export function TopBar() {
  const { t } = useTranslation();
  return (
    <header className={classes.bar} aria-label={t('frame.landmarks.bar')}>
      <Link href="/data" className={classes.product}>
        <Mark />
        <span>{t('frame.product')}</span>
      </Link>
      <WorkspaceMenu />
      <div className={classes.jobSlot}>
        <JobStrip />
      </div>
      <div className={classes.badges}>
        <BackendBadge />
        <PrivacyBadge />
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
    </header>
  );
}
