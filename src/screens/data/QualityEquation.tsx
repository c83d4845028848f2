import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { QualityReport } from '../../../workers/protocol/ingest';
import { useFormat } from '../../i18n/format';
import { Term } from '../../ui/Term';
import { rejections, treatment } from './quality-figures';
import common from './common.module.css';
import classes from './QualityEquation.module.css';

function duplicatesNote({ table, attributeDirt }: QualityReport) {
  if (table !== 'users') return 'data.quality.terms.duplicates';
  return typeof attributeDirt?.repeated === 'number' ? 'tables.quality.repeated' : 'tables.quality.duplicates';
}

/** Rows read = kept + duplicates + rejected, in figures and as a bar; below it the reasons of the rejections. */
export function QualityEquation({ quality, years }: { quality: QualityReport; years: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { rowsRead, kept, duplicates } = quality;
  const { total: rejected, reasons } = rejections(quality);
  const treated = treatment(quality);
  const share = (rows: number) => (rowsRead === 0 ? 0 : rows / rowsRead);
  const parts: readonly { id: 'kept' | 'duplicates' | 'rejected'; rows: number; label: ReactNode }[] = [
    { id: 'kept', rows: kept, label: t('data.quality.kept') },
    {
      id: 'duplicates',
      rows: duplicates,
      label: <Term note={t(duplicatesNote(quality))}>{t('data.quality.duplicates')}</Term>,
    },
    { id: 'rejected', rows: rejected, label: t('data.quality.rejected') },
  ];
  const sentence = t('data.quality.equation', {
    read: format.number(rowsRead),
    kept: format.number(kept),
    duplicates: format.number(duplicates),
    rejected: format.number(rejected),
  });
  return (
    <div className={classes.equationBox}>
      <dl className={classes.equation}>
        <div>
          <dt>{t('data.quality.rowsRead')}</dt>
          <dd data-figure="rowsRead">{format.number(rowsRead)}</dd>
        </div>
        {parts.map(({ id, rows, label }, index) => (
          <div key={id} data-sign={index === 0 ? '=' : '+'}>
            <dt>
              <span className={classes.swatch} data-part={id} />
              {label}
            </dt>
            <dd>
              <span data-figure={id}>{format.number(rows)}</span> <span className={common.small}>{format.percent(share(rows))}</span>
            </dd>
          </div>
        ))}
      </dl>
      <div className={classes.bar} role="img" aria-label={sentence}>
        {parts.map(({ id, rows }) => (rows > 0 ? <span key={id} data-part={id} style={{ flexGrow: share(rows) }} /> : null))}
      </div>
      {treated.near > 0 ? <p className={common.small}>{t('data.quality.near', { rows: format.number(treated.near) })}</p> : null}
      {treated.filled + treated.clipped + treated.reduced > 0 ? (
        <p className={common.small}>
          {t(quality.table === 'users' ? 'tables.quality.treated' : 'data.quality.treated', {
            filled: format.number(treated.filled),
            clipped: format.number(treated.clipped),
            reduced: format.number(treated.reduced),
          })}
        </p>
      ) : null}
      {reasons.length > 0 ? (
        <div className={classes.reasons}>
          <h3 className={common.subTitle}>{t('data.quality.reasonsTitle')}</h3>
          <ul>
            {reasons.map(({ reason, rows }) => (
              <li key={reason}>
                <span data-figure={`rejected-${reason}`}>{format.number(rows)}</span>{' '}
                {reason === 'implausible-date' ? (
                  <Term note={t('data.quality.terms.implausible', { years: format.number(years) })}>
                    {t(`data.quality.reasons.${reason}`)}
                  </Term>
                ) : (
                  t(`data.quality.reasons.${reason}`)
                )}
              </li>
            ))}
          </ul>
        </div>
      ) : (
        <p className={common.small}>{t('data.quality.noneRejected')}</p>
      )}
    </div>
  );
}
