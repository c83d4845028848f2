import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { TableKind } from '../../../workers/protocol/recipe';
import { clip, useFormat } from '../../i18n/format';
import { Term } from '../../ui/Term';
import type { Draft } from '../../workbench/store';
import { OpenFile } from './OpenFile';
import common from './common.module.css';
import classes from './FileSummary.module.css';

const DELIMITERS = [',', ';', '\t', '|', 'spaces'] as const;

interface Props extends Pick<Draft, 'preview' | 'sample'> {
  readonly kind: TableKind;
}

/** The file's name and how it is written. */
export const FileSummary = memo(function FileSummary({ preview, sample, kind }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const delimiter = DELIMITERS.find((known) => known === preview.delimiter);
  const facts: readonly (readonly [string, string])[] = [
    [t('data.file.size'), format.bytes(preview.fileSize)],
    [t('data.file.encoding'), preview.encoding.toUpperCase()],
    [t('data.file.delimiter'), delimiter ? t(`data.file.delimiters.${delimiter}`) : preview.delimiter],
    [t('data.file.header'), t(preview.hasHeader ? 'data.file.withHeader' : 'data.file.withoutHeader')],
  ];
  return (
    <header className={classes.file}>
      <div className={classes.fileText}>
        <h1 className={classes.fileName}>
          {clip(preview.fileName, 120)}
          {sample ? <span className={common.tag}>{t('data.file.sampleTag')}</span> : null}
        </h1>
        <dl className={classes.facts}>
          {facts.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
          <div>
            <dt>{t('data.file.layout')}</dt>
            <dd>
              {preview.preset && kind === 'events' ? (
                <Term note={t('data.file.presetNote')}>{t(`data.file.presets.${preview.preset}`)}</Term>
              ) : (
                t(kind === 'events' ? 'data.file.plain' : `tables.layouts.${kind}`)
              )}
            </dd>
          </div>
        </dl>
      </div>
      <OpenFile className={classes.another}>{t('data.file.another')}</OpenFile>
    </header>
  );
});
