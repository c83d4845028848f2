import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Unwrapped } from '../../../workers/protocol/ingest';
import type { MappingRecipe } from '../../../workers/protocol/recipe';
import { clip, useFormat } from '../../i18n/format';
import { readAs } from '../../workbench/actions';
import common from './common.module.css';
import classes from './FileSummary.module.css';

/** Names that are written out; the rest is counted. */
const NAMED = 5;

interface UnwrappedFactsProps extends Pick<MappingRecipe, 'reading'> {
  readonly unwrapped: Unwrapped;
  readonly disabled: boolean;
}

/** What the file was wrapped in, what of it was left out, and the sheet of a workbook. */
export function UnwrappedFacts({ unwrapped, reading, disabled }: UnwrappedFactsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { kind, parts, skipped, choices, laterFields } = unwrapped;
  const some = (names: readonly string[]) => {
    const shown = names.slice(0, NAMED).map((name) => clip(name, 80));
    return format.list(names.length > NAMED ? [...shown, t('data.file.more', { count: names.length - NAMED })] : shown);
  };
  const words = t(`data.file.wrapped.${kind === 'zip' && parts.length > 1 ? 'zipMany' : kind}`, {
    count: parts.length,
    names: some(parts),
  });
  const left = skipped.filter(({ why }) => why !== 'other-sheet');
  const leftOut = left.map(({ name, why }) => t('data.file.skippedPart', { name: clip(name, 40), why: t(`data.file.why.${why}`) }));
  return (
    <div className={classes.unwrapped}>
      <p>
        <span className={classes.label}>{t('data.file.wrapping')}</span> {words}
      </p>
      {choices.length > 1 ? (
        <NativeSelect
          size="xs"
          label={t(kind === 'html' ? 'data.file.table' : 'data.file.sheet')}
          className={classes.sheet}
          value={parts[0]}
          disabled={disabled}
          onChange={(event) => void readAs({ ...reading, sheet: event.currentTarget.value })}
          data={choices.map((sheet) => ({ value: sheet, label: clip(sheet, 60) }))}
        />
      ) : null}
      {left.length > 0 ? <p className={common.small}>{t('data.file.skipped', { names: some(leftOut) })}</p> : null}
      {laterFields.length > 0 ? <p className={common.small}>{t('data.file.laterFields', { names: some(laterFields) })}</p> : null}
    </div>
  );
}
