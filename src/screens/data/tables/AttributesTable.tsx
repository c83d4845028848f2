import { NativeSelect, Switch } from '@mantine/core';
import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { FilePreview } from '../../../../workers/protocol/ingest';
import { ATTRIBUTE_KINDS, type MappingRecipe } from '../../../../workers/protocol/recipe';
import { clip, useFormat } from '../../../i18n/format';
import { attributeOf, meaningOf, proposedMeaning, withMeaning, withOutcome, type ColumnMeaning } from './attribute-mapping';
import { AttributeWriting } from './AttributeWriting';
import columnsClasses from '../ColumnsTable.module.css';
import classes from './tables.module.css';

interface Props {
  /** Null where the table came with a workspace: then there are no reasons and no examples. */
  readonly preview: FilePreview | null;
  readonly mapping: MappingRecipe;
  readonly disabled: boolean;
  readonly onChange: (mapping: MappingRecipe) => void;
}

/** What each column of a table of users says of them, with the reason; changeable. */
export const AttributesTable = memo(function AttributesTable({ preview, mapping, disabled, onChange }: Props) {
  const { t } = useTranslation();
  const meanings = useMemo(() => (['user', ...ATTRIBUTE_KINDS] as const).map((value) => ({ value, label: t(`tables.as.${value}`) })), [t]);
  return (
    <table className={columnsClasses.columns}>
      <thead>
        <tr>
          <th scope="col">{t('data.columns.name')}</th>
          <th scope="col">{t('tables.attributes.meaning')}</th>
          <th scope="col">{t('tables.attributes.outcome')}</th>
          <th scope="col">{t('data.columns.reason')}</th>
          <th scope="col">{t('data.columns.examples')}</th>
        </tr>
      </thead>
      <tbody>
        {mapping.columns.map(({ name }, index) => {
          const meaning = meaningOf(mapping, name);
          const shown = clip(name, 60);
          const examples = preview?.columns[index]?.examples
            .slice(0, 3)
            .map((example) => clip(example, 32))
            .join(' · ');
          const maybeOutcome = meaning !== 'user' && meaning !== 'ignore' && meaning !== 'text';
          return (
            <tr key={index} data-unused={meaning === 'ignore' || undefined}>
              <th scope="row" className={classes.name} title={clip(name, 300)}>
                {shown}
              </th>
              <td className={columnsClasses.roleCell}>
                <NativeSelect
                  size="xs"
                  aria-label={t('tables.attributes.meaningOf', { name: shown })}
                  value={meaning}
                  disabled={disabled}
                  onChange={(event) => onChange(withMeaning(preview, mapping, name, event.currentTarget.value as ColumnMeaning))}
                  data={meanings}
                />
              </td>
              <td className={classes.outcome} data-label={maybeOutcome ? t('tables.attributes.outcome') : undefined}>
                {maybeOutcome ? (
                  <Switch
                    size="xs"
                    aria-label={t('tables.attributes.outcomeOf', { name: shown })}
                    checked={attributeOf(mapping, name)?.label === true}
                    disabled={disabled}
                    onChange={(event) => onChange(withOutcome(mapping, name, event.currentTarget.checked))}
                  />
                ) : null}
              </td>
              <td className={columnsClasses.reason}>
                {preview ? (
                  <>
                    <Reason preview={preview} index={index} meaning={meaning} />
                    <AttributeWriting preview={preview} mapping={mapping} index={index} disabled={disabled} onChange={onChange} />
                  </>
                ) : null}
              </td>
              <td className={columnsClasses.examples} title={examples}>
                {examples}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
});

function Reason({ preview, index, meaning }: { preview: FilePreview; index: number; meaning: ColumnMeaning }) {
  const { t } = useTranslation();
  const format = useFormat();
  const proposal = preview.tables?.attributes[index];
  if (!proposal || meaning !== proposedMeaning(preview, index)) return t('tables.reasons.manual');
  if (meaning === 'user') return t('tables.reasons.user');
  const { key, params } = proposal.reason;
  return t(`tables.reasons.${key}`, {
    distinct: format.number(Number(params['distinct'] ?? Number.NaN)),
    low: clip(String(params['low'] ?? ''), 24),
    high: clip(String(params['high'] ?? ''), 24),
  });
}
