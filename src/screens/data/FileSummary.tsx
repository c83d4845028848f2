import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { clip, useFormat } from '../../i18n/format';
import { Term } from '../../ui/Term';
import type { Draft } from '../../workbench/store';
import { OpenFile } from './OpenFile';
import { UnwrappedFacts } from './UnwrappedFacts';
import { isOneText } from './written-text';
import common from './common.module.css';
import classes from './FileSummary.module.css';

const DELIMITERS = [',', ';', '\t', '|', 'spaces'] as const;

interface FileSummaryProps extends Pick<Draft, 'preview' | 'mapping' | 'quality' | 'sample'> {
  readonly disabled: boolean;
}

/** The file's name, how it is written, and what it was wrapped in. */
export const FileSummary = memo(function FileSummary({ preview, mapping, quality, sample, disabled }: FileSummaryProps) {
  const kind = mapping.kind ?? 'events';
  const { t } = useTranslation();
  const format = useFormat();
  const delimiter = DELIMITERS.find((known) => known === preview.delimiter);
  // Once the whole file has been read, more is known of what it was wrapped in.
  const unwrapped = quality?.unwrapped ?? preview.unwrapped;
  const written: readonly (readonly [string, string])[] = [
    [t('data.file.encoding'), preview.encoding.toUpperCase()],
    [t('data.file.delimiter'), delimiter ? t(`data.file.delimiters.${delimiter}`) : preview.delimiter],
  ];
  const facts: readonly (readonly [string, string])[] = [
    [t('data.file.size'), format.bytes(preview.fileSize)],
    ...(isOneText(preview) ? written : []),
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
        {unwrapped ? <UnwrappedFacts unwrapped={unwrapped} reading={mapping.reading} disabled={disabled} /> : null}
      </div>
      <OpenFile className={classes.another}>{t('data.file.another')}</OpenFile>
    </header>
  );
});
