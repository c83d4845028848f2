import { Button, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { chooseK } from '../../workbench/actions';
import { useWorkbench, type Run } from '../../workbench/store';
import styles from './segments.module.css';

/** The number of segments, why it is that one, and the way back to the rule. */
export function KControl({ run }: { run: Run }) {
  const { t } = useTranslation();
  const busy = useWorkbench((state) => state.job !== null);
  const { validity, segments } = run.result;
  const { choice } = segments;
  const why = choice.rule === 'stable' && choice.k === choice.bestK ? 'stable-one' : choice.rule;
  return (
    <div className={styles.k}>
      <Select
        size="xs"
        aria-label={t('segments.chooseK.label')}
        data={validity.map(({ k }) => ({ value: String(k), label: t('segments.chooseK.option', { k }) }))}
        value={String(segments.k)}
        allowDeselect={false}
        disabled={busy}
        title={busy ? t('segments.chooseK.unavailable') : undefined}
        onChange={(value) => {
          if (value !== null && Number(value) !== segments.k) void chooseK(Number(value));
        }}
        className={styles.kSelect}
      />
      <p className={styles.why}>
        {t(`segments.chooseK.why.${why}`, { k: choice.k })}{' '}
        {choice.rule === 'manual' ? (
          <Button variant="transparent" size="compact-xs" className={styles.inlineButton} disabled={busy} onClick={() => void chooseK(null)}>
            {t('segments.chooseK.automatic')}
          </Button>
        ) : null}
      </p>
    </div>
  );
}
