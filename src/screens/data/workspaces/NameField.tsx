import { TextInput } from '@mantine/core';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';

interface NameFieldProps {
  readonly name: string;
  /** What is named, for those who do not see it; a workspace unless told. */
  readonly label?: string;
  /** Called once, with null where the name stays. */
  readonly onDone: (name: string | null) => void;
}

/** A name under the hand: Enter or going elsewhere saves, Escape leaves it as it was. */
export function NameField({ name, label, onDone }: NameFieldProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(name);
  const end = (save: boolean) => onDone(save && typed.trim() && typed.trim() !== name ? typed.trim() : null);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') end(true);
    else if (event.key === 'Escape') end(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <TextInput
      size="xs"
      aria-label={label ?? t('workspace.name')}
      value={typed}
      maxLength={120}
      // The person asked to edit this very name.
      autoFocus
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => end(true)}
      onKeyDown={onKeyDown}
    />
  );
}
