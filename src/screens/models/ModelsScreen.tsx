import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { EmptyState } from '../../ui/EmptyState';
import { useRun } from '../../workbench/use-run';
import { LooksSection } from './looks/LooksSection';
import { RunsSections } from './RunsSections';
import styles from './models.module.css';

/** Step 7: the models behind the segments. */
export function ModelsScreen() {
  const { t } = useTranslation();
  const run = useRun();
  if (!run) {
    return (
      <EmptyState
        title={t('models.empty.title')}
        action={
          <Button component={Link} href="/data">
            {t('models.empty.action')}
          </Button>
        }
      >
        {t('models.empty.body')}
      </EmptyState>
    );
  }
  return (
    <div className={styles.screen}>
      <h1 className={styles.title}>{t('models.title')}</h1>
      <RunsSections run={run} />
      <LooksSection run={run} />
    </div>
  );
}
