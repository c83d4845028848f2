import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  fillMethods,
  fillOf,
  type AttributeDirt,
  type AttributeFill,
  type FillMethod,
} from '../../../../workers/protocol/attribute-cleaning';
import type { AttributeRecipe, MappingRecipe } from '../../../../workers/protocol/recipe';
import { clip, useFormat } from '../../../i18n/format';
import { CommittedInput, within } from '../CommittedInput';
import { attributeOf, withFill } from './attribute-mapping';
import common from '../common.module.css';
import classes from '../DirtOptions.module.css';

interface Props {
  readonly mapping: MappingRecipe;
  /** null before the table has been read. */
  readonly gaps: AttributeDirt['gaps'] | null;
  /** Columns of a file of events: a row of the table is the first of each user. */
  readonly ofEvents?: boolean;
  readonly disabled: boolean;
  readonly onChange: (mapping: MappingRecipe) => void;
}

/** A column with gaps, and the rows that lack it. */
interface Gap {
  readonly attribute: AttributeRecipe;
  readonly rows: number;
}

/** More columns than these are shown on request. */
const SHOWN = 9;
const ORDER: readonly ['label', 'input', 'description'] = ['label', 'input', 'description'];

/** What becomes of users without a value, column by column and for all of a kind at once; columns with the most gaps first. */
export function AttributeGaps({ mapping, gaps, ofEvents = false, disabled, onChange }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [all, setAll] = useState(false);
  const listed = (gaps ?? [])
    .flatMap(({ name, rows }): Gap[] => {
      const attribute = attributeOf(mapping, name);
      return attribute && fillMethods(attribute).length > 0 ? [{ attribute, rows }] : [];
    })
    .sort((a, b) => b.rows - a.rows);
  const set = (attributes: readonly AttributeRecipe[], fill: AttributeFill) =>
    onChange(attributes.reduce((next, { name }) => withFill(next, name, fill), mapping));
  const ofKind = (category: boolean) =>
    listed.flatMap(({ attribute }) => (attribute.label !== true && (attribute.as === 'category') === category ? [attribute] : []));
  const shown = all ? listed : listed.slice(0, SHOWN);
  return (
    <fieldset className={`${classes.group} ${classes.wide}`}>
      <legend>{t(ofEvents ? 'tables.steady.gaps' : 'data.dirt.missing.title')}</legend>
      <p className={common.small}>
        {gaps === null
          ? t('data.dirt.counting')
          : t(listed.length > 0 ? 'tables.dirt.flag' : ofEvents ? 'tables.steady.noGaps' : 'tables.dirt.noGaps')}
      </p>
      <div className={classes.columns}>
        {[ofKind(false), ofKind(true)].map((attributes, i) =>
          attributes.length < 2 ? null : (
            <AllOfKind
              key={i}
              label={t(i === 0 ? 'tables.dirt.allFigures' : 'tables.dirt.allCategories', { count: attributes.length })}
              attributes={attributes}
              ofEvents={ofEvents}
              disabled={disabled}
              onChoose={(method) => set(attributes, { method })}
            />
          ),
        )}
      </div>
      <div className={classes.columns}>
        {shown.map(({ attribute, rows }) => (
          <OneColumn
            key={attribute.name}
            attribute={attribute}
            ofEvents={ofEvents}
            note={t(ofEvents ? 'tables.steady.touches' : 'data.dirt.touches', { count: rows, rows: format.number(rows) })}
            disabled={disabled}
            onChange={(fill) => set([attribute], fill)}
          />
        ))}
      </div>
      {shown.length < listed.length ? (
        <Button size="xs" variant="default" className={classes.more} onClick={() => setAll(true)}>
          {t('tables.dirt.more', { count: listed.length - shown.length })}
        </Button>
      ) : null}
    </fieldset>
  );
}

interface AllOfKindProps {
  readonly label: string;
  readonly ofEvents: boolean;
  readonly attributes: readonly AttributeRecipe[];
  readonly disabled: boolean;
  readonly onChoose: (method: FillMethod) => void;
}

/** One way for all columns of a kind. A constant is one column's own. */
function AllOfKind({ label, ofEvents, attributes, disabled, onChoose }: AllOfKindProps) {
  const methodLabel = useMethodLabel(ofEvents);
  const { t } = useTranslation();
  const chosen = new Set(attributes.map((attribute) => fillOf(attribute).method));
  const common = fillMethods(attributes[0]!).filter((method) => method !== 'constant');
  const [only] = chosen;
  const one = chosen.size === 1 && only !== 'constant' ? only : undefined;
  return (
    <NativeSelect
      label={label}
      value={one ?? ''}
      disabled={disabled}
      onChange={(event) => onChoose(event.currentTarget.value as FillMethod)}
      data={[
        ...(one === undefined ? [{ value: '', label: t('tables.dirt.differs'), disabled: true }] : []),
        ...common.map((method) => ({ value: method, label: methodLabel(method) })),
      ]}
    />
  );
}

interface OneColumnProps {
  readonly attribute: AttributeRecipe;
  readonly ofEvents: boolean;
  readonly note: string;
  readonly disabled: boolean;
  readonly onChange: (fill: AttributeFill) => void;
}

function OneColumn({ attribute, ofEvents, note, disabled, onChange }: OneColumnProps) {
  const { t } = useTranslation();
  const methodLabel = useMethodLabel(ofEvents);
  const { method, constant } = fillOf(attribute);
  const numeric = attribute.as === 'number';
  const shown = clip(attribute.name, 60);
  return (
    <div className={classes.stacked}>
      <NativeSelect
        label={shown}
        description={note}
        inputWrapperOrder={[...ORDER]}
        value={method}
        disabled={disabled}
        onChange={(event) => {
          const next = event.currentTarget.value as FillMethod;
          onChange(next === 'constant' ? { method: next, constant: constant ?? (numeric ? 0 : '') } : { method: next });
        }}
        data={fillMethods(attribute).map((value) => ({ value, label: methodLabel(value, attribute.label) }))}
      />
      {method !== 'constant' ? null : numeric ? (
        <CommittedInput
          label={t('tables.dirt.constantOf', { name: shown })}
          value={typeof constant === 'number' ? constant : 0}
          disabled={disabled}
          parse={within(-1e12, 1e12)}
          problem={t('tables.dirt.invalidNumber')}
          onCommit={(next) => onChange({ method, constant: next })}
        />
      ) : (
        <CommittedInput
          label={t('tables.dirt.constantOf', { name: shown })}
          value={String(constant ?? '')}
          disabled={disabled}
          parse={(text) => (text.length <= 200 ? text.trim() : null)}
          problem={t('data.dirt.invalid.text')}
          numeric={false}
          onCommit={(next) => onChange({ method, constant: next })}
        />
      )}
    </div>
  );
}

function useMethodLabel(ofEvents: boolean): (method: FillMethod, outcome?: boolean) => string {
  const { t } = useTranslation();
  return (method, outcome = false) => {
    if (method === 'default') return t(outcome ? 'tables.dirt.outcome' : 'tables.dirt.default');
    return t(method === 'drop' && ofEvents ? 'tables.steady.drop' : `data.dirt.fills.${method}`);
  };
}
