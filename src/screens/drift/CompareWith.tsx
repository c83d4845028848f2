import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { REFERENCE_KINDS, type ReferenceKind } from '../../../workers/protocol/recipe';
import { setTrack } from '../../workbench/actions';
import { useWorkbench } from '../../workbench/store';
import styles from './drift.module.css';

/** What each window is compared with. */
export function CompareWith() {
  const { t } = useTranslation();
  const track = useWorkbench((state) => state.settings.track);
  const busy = useWorkbench((state) => state.job !== null);
  return (
    <label className={styles.compareWith}>
      <span>{t('drift.compareWith.label')}</span>
      <NativeSelect
        size="xs"
        disabled={busy}
        value={track.reference}
        data={REFERENCE_KINDS.map((value) => ({ value, label: t(`drift.compareWith.${value}`) }))}
        onChange={({ currentTarget }) => void setTrack({ ...track, reference: currentTarget.value as ReferenceKind })}
      />
    </label>
  );
}
