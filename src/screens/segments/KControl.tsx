import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { chooseK } from '../../workbench/actions';
import { useWorkbench, type Run } from '../../workbench/store';
import styles from './segments.module.css';
import { Gap } from '../../ui/Gap';

/** A closed list is not in the page. */
const LIST = { keepMounted: false };

/** The number of segments; changing it needs no training. */
export function KControl({ run }: { run: Run }) {
  const { t } = useTranslation();
  const busy = useWorkbench((state) => state.job !== null);
  const { validity, segments } = run.result;
  return (
    <Select
      size="xs"
      aria-label={t('segments.chooseK.label')}
      data={validity.map(({ k }) => ({ value: String(k), label: t('segments.chooseK.option', { k }) }))}
      value={String(segments.k)}
      comboboxProps={LIST}
      allowDeselect={false}
      disabled={busy}
      title={busy ? t('segments.chooseK.unavailable') : undefined}
      onChange={(value) => {
        if (value !== null && Number(value) !== segments.k) void chooseK(Number(value));
      }}
      className={styles.k}
    />
  );
}

/** Why it is that number, and the way back to the rule. */
export function KReason({ run }: { run: Run }) {
  const { t } = useTranslation();
  const busy = useWorkbench((state) => state.job !== null);
  const { choice } = run.result.segments;
  const why =
    choice.rule === 'stable' && choice.k === choice.bestK
      ? 'stable-one'
      : choice.rule === 'trained' && choice.k === choice.ruleK
        ? 'trained-one'
        : choice.rule;
  return (
    <>
      {t(`segments.chooseK.why.${why}`, { k: choice.k, ruleK: choice.ruleK })}
      {choice.rule === 'manual' ? (
        <>
          <Gap />
          <button type="button" className={styles.inlineButton} disabled={busy} onClick={() => void chooseK(null)}>
            {t('segments.chooseK.automatic')}
          </button>
        </>
      ) : null}
    </>
  );
}
