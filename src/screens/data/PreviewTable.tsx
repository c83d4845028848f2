import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { clip, useFormat } from '../../i18n/format';
import { Later } from '../../ui/Later';
import { Card, Section } from '../../ui/Section';
import type { Draft } from '../../workbench/store';
import { ReadingNotes } from './ReadingNotes';
import { meaningOf } from './tables/attribute-mapping';
import classes from './PreviewTable.module.css';

/** Rows that are drawn at once: more than are in sight. */
const SLICE = 16;
const SLICES = [1, 2, 3, 4, 5, 6].map((n) => n * SLICE);

/** The first rows as they stand in the file, each column under its role. */
export const PreviewTable = memo(function PreviewTable({ preview, mapping }: Pick<Draft, 'preview' | 'mapping'>) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Section title={t('data.preview.title')} lead={t('data.preview.lead', { rows: format.number(preview.rows.length) })}>
      {preview.readingNotes && preview.readingNotes.length > 0 ? <ReadingNotes notes={preview.readingNotes} /> : null}
      <Telling preview={preview} />
      <Card flush>
        <div className={classes.previewScroll} role="region" aria-label={t('data.preview.label')} tabIndex={0}>
          <table className={classes.preview}>
            <thead>
              <tr>
                <th scope="col">
                  <span className="visually-hidden">{t('data.preview.row')}</span>
                </th>
                {preview.columns.map((column, index) => {
                  if (column.path) return null;
                  const role = mapping.columns[index]?.role ?? 'other';
                  return (
                    <th key={index} scope="col" data-unused={isUnused(mapping, index) || undefined}>
                      <span className={classes.previewRole}>
                        {mapping.kind === 'users' ? t(`tables.as.${meaningOf(mapping, column.name)}`) : t(`data.roles.${role}`)}
                      </span>
                      {clip(column.name, 40)}
                    </th>
                  );
                })}
              </tr>
            </thead>
            {preview.tellingRows && preview.tellingRows.length > 0 ? (
              <tbody data-telling>
                {preview.tellingRows.map(({ row, cells }, at) => (
                  <Row
                    key={at}
                    name={row === null ? t('data.preview.further') : format.number(row)}
                    cells={cells}
                    preview={preview}
                    mapping={mapping}
                  />
                ))}
              </tbody>
            ) : null}
            <tbody>
              <Rows preview={preview} mapping={mapping} from={0} />
              {SLICES.map((from) =>
                from < preview.rows.length ? (
                  <Later key={from}>
                    <Rows preview={preview} mapping={mapping} from={from} />
                  </Later>
                ) : null,
              )}
            </tbody>
          </table>
        </div>
      </Card>
    </Section>
  );
});

function isUnused(mapping: Draft['mapping'], index: number): boolean {
  const column = mapping.columns[index];
  if (mapping.kind === 'users') return column === undefined || meaningOf(mapping, column.name) === 'ignore';
  return (column?.role ?? 'other') === 'other';
}

function Rows({ preview, mapping, from }: Pick<Draft, 'preview' | 'mapping'> & { readonly from: number }) {
  const format = useFormat();
  return preview.rows
    .slice(from, from + SLICE)
    .map((row, at) => <Row key={at} name={format.number(from + at + 1)} cells={row} preview={preview} mapping={mapping} />);
}

interface RowProps extends Pick<Draft, 'preview' | 'mapping'> {
  readonly name: string;
  readonly cells: readonly string[];
}

function Row({ name, cells, preview, mapping }: RowProps) {
  return (
    <tr>
      <th scope="row">{name}</th>
      {preview.columns.map(({ path }, index) =>
        path ? null : (
          <td key={index} data-unused={isUnused(mapping, index) || undefined}>
            {clip(cells[index] ?? '', 40)}
          </td>
        ),
      )}
    </tr>
  );
}

/** Says what rows further on show of the encoding, where the first rows say nothing of it. */
function Telling({ preview: { tellingRows = [], encoding } }: Pick<Draft, 'preview'>) {
  const { t } = useTranslation();
  const format = useFormat();
  if (tellingRows.length === 0) return null;
  const rows = tellingRows.map(({ row, example }) =>
    row === null
      ? t('data.preview.tellingFurther', { example: clip(example, 40) })
      : t('data.preview.tellingRow', { row: format.number(row), example: clip(example, 40) }),
  );
  return <p className={classes.telling}>{t('data.preview.telling', { encoding: encoding.toUpperCase(), rows: format.list(rows) })}</p>;
}
