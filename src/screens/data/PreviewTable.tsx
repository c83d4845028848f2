import { useTranslation } from 'react-i18next';
import { clip, useFormat } from '../../i18n/format';
import { Card, Section } from '../../ui/Section';
import type { Draft } from '../../workbench/store';
import classes from './data.module.css';

/** The first rows as they stand in the file, each column under its role. */
export function PreviewTable({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { preview, mapping } = draft;
  return (
    <Section title={t('data.preview.title')} lead={t('data.preview.lead', { rows: format.number(preview.rows.length) })}>
      <Card flush>
        <div className={classes.previewScroll} role="region" aria-label={t('data.preview.label')} tabIndex={0}>
          <table className={classes.preview}>
            <thead>
              <tr>
                <th scope="col">
                  <span className="visually-hidden">{t('data.preview.row')}</span>
                </th>
                {preview.columns.map((column, index) => {
                  const role = mapping.columns[index]?.role ?? 'other';
                  return (
                    <th key={index} scope="col" data-unused={role === 'other' || undefined}>
                      <span className={classes.previewRole}>{t(`data.roles.${role}`)}</span>
                      {clip(column.name, 40)}
                    </th>
                  );
                })}
              </tr>
            </thead>
            <tbody>
              {preview.rows.map((row, at) => (
                <tr key={at}>
                  <th scope="row">{format.number(at + 1)}</th>
                  {preview.columns.map((_, index) => (
                    <td key={index} data-unused={(mapping.columns[index]?.role ?? 'other') === 'other' || undefined}>
                      {clip(row[index] ?? '', 40)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Card>
    </Section>
  );
}
