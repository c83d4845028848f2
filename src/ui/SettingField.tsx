import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format';
import type { FieldProblem } from './field-reader';

/** What a setting asks for, beside its name. */
export interface SettingText {
  readonly note?: string | undefined;
  readonly type?: string;
  readonly mode?: 'numeric' | 'decimal';
  readonly placeholder?: string | undefined;
}

interface Props extends SettingText {
  readonly label: string;
  readonly value: string;
  readonly disabled: boolean;
  readonly problem: FieldProblem | undefined;
  readonly onChange: (text: string) => void;
}

/** A setting as text, with the sentence that says what is wrong with it. */
export function SettingField({ label, value, disabled, problem, onChange, note, type = 'text', mode, placeholder }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const written = (figure = 0) => {
    // Among widths a separator of thousands would look like one of widths.
    if (problem?.key === 'widths') return String(figure);
    return problem?.key === 'number' ? format.significant(figure) : format.number(figure);
  };
  return (
    <TextInput
      label={label}
      description={note}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      type={type}
      inputMode={mode}
      autoComplete="off"
      placeholder={placeholder}
      value={value}
      disabled={disabled}
      error={problem ? t(`data.settings.invalid.${problem.key}`, { low: written(problem.low), high: written(problem.high) }) : undefined}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
