import { TextInput } from '@mantine/core';
import { useState } from 'react';

interface Props<T extends string | number> {
  readonly label: string;
  readonly note?: string;
  readonly value: T;
  readonly disabled: boolean;
  /** What was typed as a value; null where it is none, and then `problem` is shown. */
  readonly parse: (text: string) => T | null;
  readonly problem: string;
  readonly numeric?: boolean;
  readonly onCommit: (value: T) => void;
}

/** A field whose value counts once the person leaves it or presses Enter: each change reads the file again. */
export function CommittedInput<T extends string | number>({
  label,
  note,
  value,
  disabled,
  parse,
  problem,
  numeric = true,
  onCommit,
}: Props<T>) {
  const [typed, setTyped] = useState<string | null>(null);
  const parsed = typed === null ? value : parse(typed);
  const commit = () => {
    if (parsed === null) return;
    setTyped(null);
    if (parsed !== value) onCommit(parsed);
  };
  return (
    <TextInput
      label={label}
      description={note}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      inputMode={numeric ? 'decimal' : undefined}
      autoComplete="off"
      value={typed ?? String(value)}
      disabled={disabled}
      error={parsed === null ? problem : undefined}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
        if (event.key === 'Escape') setTyped(null);
      }}
    />
  );
}

/** Reads a number within bounds, with a point or a comma before its decimals. */
export function within(low: number, high: number, whole = false): (text: string) => number | null {
  return (text) => {
    const number = text.trim() === '' ? NaN : Number(text.trim().replace(',', '.'));
    return number >= low && number <= high && (!whole || Number.isInteger(number)) ? number : null;
  };
}
