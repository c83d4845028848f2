import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { clip } from '../i18n/format';
import { useWorkbench } from '../workbench/store';
import { BackendBadge } from './BackendBadge';
import { Mark } from '../ui/icons';
import { JobStrip } from './JobStrip';
import { LanguageSwitch } from './LanguageSwitch';
import { PrivacyBadge } from './PrivacyBadge';
import { ThemeSwitch } from './ThemeSwitch';
import classes from './frame.module.css';

export function TopBar() {
  const { t } = useTranslation();
  const name = useWorkbench((state) => state.draft?.file.name ?? state.run?.fileName ?? null);
  const sample = useWorkbench((state) => state.draft?.sample ?? false);
  const shown = name === null ? t('frame.noFile') : sample ? t('frame.sampleFile') : clip(name, 80);
  return (
    <header className={classes.bar} aria-label={t('frame.landmarks.bar')}>
      <Link href="/data" className={classes.product}>
        <Mark />
        <span>{t('frame.product')}</span>
      </Link>
      <span
        className={classes.fileName}
        data-none={name === null || undefined}
        title={name ? t('frame.file', { name: clip(name, 300) }) : undefined}
      >
        {shown}
      </span>
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
