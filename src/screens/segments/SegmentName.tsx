import { ActionIcon, TextInput } from '@mantine/core';
import { useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { PencilIcon } from '../../charts/icons';
import { segmentToken } from '../../charts/palette';
import { clip } from '../../i18n/format';
import { renameSegment } from '../../workbench/actions';
import type { NamedSegment } from './named-segments';
import styles from './segments.module.css';

interface Props {
  readonly segment: NamedSegment;
  readonly onChoose?: () => void;
  readonly selected?: boolean;
  readonly level?: 2 | 3;
}

/** A segment's dot and name, editable in place: Enter saves, Escape cancels, an empty name brings the made one back. */
export function SegmentName({ segment, onChoose, selected = false, level = 2 }: Props) {
  const { t } = useTranslation();
  const { id, name } = segment;
  const [draft, setDraft] = useState<string | null>(null);
  const pencil = useRef<HTMLButtonElement>(null);
  const Heading = `h${level}` as const;
  const end = (save: boolean) => {
    if (draft === null) return;
    if (save && draft.trim() !== name) renameSegment(id, draft.slice(0, 80));
    setDraft(null);
    requestAnimationFrame(() => pencil.current?.focus());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') end(true);
    else if (event.key === 'Escape') end(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={styles.name}>
      <span className={styles.dot} style={{ backgroundColor: segmentToken(id) }} />
      {draft === null ? (
        <>
          <Heading className={styles.nameText}>
            {onChoose ? (
              <button
                type="button"
                className={styles.nameButton}
                aria-pressed={selected}
                aria-label={t('segments.card.show', { name })}
                onClick={onChoose}
              >
                {clip(name, 80)}
              </button>
            ) : (
              clip(name, 80)
            )}
          </Heading>
          <ActionIcon
            ref={pencil}
            variant="subtle"
            color="gray"
            size="sm"
            className={styles.pencil}
            aria-label={t('segments.card.rename', { name })}
            title={t('segments.card.rename', { name })}
            onClick={() => setDraft(name)}
          >
            <PencilIcon />
          </ActionIcon>
        </>
      ) : (
        <TextInput
          size="xs"
          className={styles.nameInput}
          aria-label={t('segments.card.renameLabel')}
          description={t('segments.card.renameHelp')}
          inputWrapperOrder={['input', 'description']}
          value={draft}
          maxLength={80}
          // The person asked to edit this very name.
          autoFocus
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => setDraft(event.currentTarget.value)}
          onBlur={() => end(true)}
          onKeyDown={onKeyDown}
        />
      )}
    </div>
  );
}
