import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { UserLook } from '../../../../workers/protocol/looks';
import { useFormat } from '../../../i18n/format';
import { Note } from '../../../ui/Note';
import { Card } from '../../../ui/Section';
import type { Answer } from '../../../workbench/looks';
import type { Run } from '../../../workbench/store';
import { FindUser } from '../../segments/FindUser';
import type { NamedSegment } from '../../segments/named-segments';
import { UserKnown } from './UserKnown';
import styles from './looks.module.css';

interface Props {
  readonly run: Run;
  readonly segments: readonly NamedSegment[];
  /** The encoder reads events in order. */
  readonly reads: boolean;
  readonly look: Answer<UserLook | null>;
  /** The user is the one selected, not a typical one. */
  readonly ofSelected: boolean;
  readonly onTypical: (segment: number) => void;
}

/** What speaks for the segment of one user, event by event, or why that cannot be said. */
export function UserCard({ run, segments, reads, look, ofSelected, onTypical }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  if (!reads) {
    const timeless = (run.result.recipe.mapping.kind ?? 'events') !== 'events';
    return (
      <Card>
        <div className={styles.card}>
          <h3 className={styles.subtitle}>{t('looks.user.heading')}</h3>
          <p data-no-sequence={timeless ? 'timeless' : 'features'}>{t(`looks.user.none.${timeless ? 'timeless' : 'features'}`)}</p>
        </div>
      </Card>
    );
  }
  if (segments.length < 2) {
    return (
      <Card>
        <div className={styles.card}>
          <h3 className={styles.subtitle}>{t('looks.user.heading')}</h3>
          <p data-no-sequence="alone">{t('looks.user.none.alone')}</p>
        </div>
      </Card>
    );
  }
  const found = look.kind === 'known' ? look.result : null;
  return (
    <Card>
      <div className={styles.card}>
        <h3 className={styles.subtitle}>{t('looks.user.heading')}</h3>
        <div className={styles.controls}>
          <NativeSelect
            size="xs"
            label={t('looks.user.whose')}
            value={ofSelected || !found ? 'selected' : String(found.segment)}
            onChange={(event) => onTypical(Number(event.currentTarget.value))}
            data={[
              ...(ofSelected || !found ? [{ value: 'selected', label: ofSelected ? t('looks.user.selected') : '…', disabled: true }] : []),
              ...segments.map(({ id, name, portrait }) => ({ value: String(id), label: format.aside(name, format.number(portrait.size)) })),
            ]}
          />
          <FindUser />
        </div>
        {look.kind === 'failed' ? <Note tone="act">{t('looks.user.failed')}</Note> : null}
        {look.kind === 'waiting' ? <p className={styles.muted}>{t('looks.user.reading')}</p> : null}
        {found ? <UserKnown run={run} segments={segments} look={found} /> : null}
      </div>
    </Card>
  );
}
