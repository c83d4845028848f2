import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { dirtSettings, type DirtFigures, type DirtSettings } from '../../../workers/protocol/cleaning';
import { Card, Section } from '../../ui/Section';
import { setCleaning } from '../../workbench/actions';
import type { Draft } from '../../workbench/store';
import { GapOptions } from './GapOptions';
import { OutlierOptions } from './OutlierOptions';
import { columnOf } from './remap';
import { RepeatOptions } from './RepeatOptions';
import { SuspectOptions } from './SuspectOptions';
import { SteadyGaps } from './tables/SteadyGaps';
import classes from './DirtOptions.module.css';

interface Props extends Pick<Draft, 'mapping' | 'cleaning' | 'quality' | 'joined'> {
  readonly disabled: boolean;
}

/** What each part of the settings for dirt is given. */
export interface DirtProps {
  readonly settings: DirtSettings;
  /** null while the file is read. */
  readonly dirt: DirtFigures | null;
  readonly mapping: Draft['mapping'];
  readonly disabled: boolean;
  readonly change: (part: Partial<DirtSettings>) => void;
}

/** Gaps, outliers, repetitions, bots and refunds, each with the rows that it touches. Every change reads the file again. */
export const DirtOptions = memo(function DirtOptions({ mapping, cleaning, quality, joined = [], disabled }: Props) {
  const { t } = useTranslation();
  const props: DirtProps = {
    settings: dirtSettings(cleaning),
    dirt: quality?.dirt ?? null,
    mapping,
    disabled,
    change: (part) => void setCleaning({ ...cleaning, ...part }),
  };
  const has = (role: 'value' | 'quantity' | 'category') => columnOf(mapping, role) >= 0;
  const hasAttributes =
    mapping.attributes?.some(({ as }) => as !== 'ignore') === true && joined.every((table) => table.mapping.kind === 'items');
  return (
    <Section title={t('data.dirt.title')} lead={t('data.dirt.lead')}>
      <Card>
        <div className={classes.groups}>
          {has('value') || has('quantity') || has('category') ? <GapOptions {...props} /> : null}
          {has('value') || has('quantity') ? (
            <OutlierOptions
              label={t('data.dirt.outliers.label')}
              outliers={props.settings.outliers}
              dirt={props.dirt}
              disabled={disabled}
              onChange={(outliers) => props.change({ outliers })}
            />
          ) : null}
          <RepeatOptions {...props} />
          <SuspectOptions {...props} />
          {hasAttributes ? <SteadyGaps mapping={mapping} dirt={quality?.attributeDirt ?? null} disabled={disabled} /> : null}
        </div>
      </Card>
    </Section>
  );
});
