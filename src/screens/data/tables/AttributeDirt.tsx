import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { Switch } from '@mantine/core';
import type { AttributeDirt as Figures } from '../../../../workers/protocol/attribute-cleaning';
import { DIRT_DEFAULTS } from '../../../../workers/protocol/cleaning';
import type { MappingRecipe } from '../../../../workers/protocol/recipe';
import { useFormat } from '../../../i18n/format';
import { useLastKnown } from '../../../ui/use-last-known';
import { OutlierOptions } from '../OutlierOptions';
import { useTouches } from '../use-touches';
import { withOutliers, withRepeated } from './attribute-mapping';
import { AttributeGaps } from './AttributeGaps';
import classes from '../DirtOptions.module.css';

interface Props {
  readonly mapping: MappingRecipe;
  /** null while the table is read. */
  readonly dirt: Figures | null;
  readonly disabled: boolean;
  readonly onChange: (mapping: MappingRecipe) => void;
}

/** What becomes of gaps, outliers and repeated rows of a table of users, each with the rows that it touches. Every change reads the table again. */
export const AttributeDirt = memo(function AttributeDirt({ mapping, dirt, disabled, onChange }: Props) {
  const { t } = useTranslation();
  // While the table is read again the columns stay where they are.
  const known = useLastKnown(dirt);
  const numbers = mapping.attributes?.some(({ as, label }) => as === 'number' && label !== true);
  return (
    <div className={classes.groups}>
      <AttributeGaps mapping={mapping} gaps={known?.gaps ?? null} disabled={disabled} onChange={onChange} />
      {numbers ? (
        <OutlierOptions
          label={t('tables.dirt.outliers')}
          outliers={mapping.outliers ?? DIRT_DEFAULTS.outliers}
          dirt={dirt}
          disabled={disabled}
          onChange={(outliers) => onChange(withOutliers(mapping, outliers))}
        />
      ) : null}
      {known && known.repeated !== null ? <Repeats mapping={mapping} dirt={dirt} disabled={disabled} onChange={onChange} /> : null}
    </div>
  );
});

/** Without ids alone: rows that look the same in every column may be different users, so that they stay unless somebody says otherwise. */
function Repeats({ mapping, dirt, disabled, onChange }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const touches = useTouches(dirt && { touches: { repeated: dirt.repeated } });
  return (
    <fieldset className={classes.group}>
      <legend>{t('tables.dirt.repeatedTitle')}</legend>
      <Switch
        label={t('tables.dirt.repeated')}
        description={format.sentences([t('tables.dirt.repeatedNote'), touches('repeated')])}
        checked={mapping.dropRepeated === true}
        disabled={disabled}
        onChange={(event) => onChange(withRepeated(mapping, event.currentTarget.checked))}
      />
    </fieldset>
  );
}
