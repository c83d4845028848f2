import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserLook } from '../../../../workers/protocol/looks';
import { clip, useFormat } from '../../../i18n/format';
import { shadeOf, signed } from './shade';
import { tokenWords } from './step-words';
import type { Shares } from './user-view';
import styles from './looks.module.css';

interface Props {
  readonly look: UserLook;
  readonly shares: Shares;
  readonly zone: string;
  readonly words: { readonly segment: string; readonly next: string };
}

/** Every token with its share, newest event last: what the strip shows, in figures. */
export function StepTable({ look, shares, zone, words }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const { steps, fields } = look;
  const most = Math.max(...shares.tokens.flat().map(Math.abs));
  const timed = fields.includes('hour');
  return (
    <details className={styles.details} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('looks.user.table')}</summary>
      {open ? (
        <>
          <p className={styles.muted}>{t('looks.user.tableNote', words)}</p>
          <div className={styles.scroll} role="region" tabIndex={0} aria-label={t('looks.user.table')}>
            <table className={styles.steps} aria-label={t('looks.user.strip', { user: clip(look.id, 40) })}>
              <thead>
                <tr>
                  <th scope="col">{t('looks.user.columns.number')}</th>
                  <th scope="col">{t('looks.user.columns.time')}</th>
                  {fields.map((field) => (
                    <th key={field} scope="col">
                      {t(`looks.tokens.${field}`)}
                    </th>
                  ))}
                  <th scope="col">{t('looks.user.columns.sum')}</th>
                </tr>
              </thead>
              <tbody>
                {steps.map((step, at) => (
                  <tr key={at}>
                    <th scope="row">{format.number(at + 1)}</th>
                    <td>{timed ? format.dateTime(step.time, zone) : format.date(step.time, zone)}</td>
                    {fields.map((field, f) => (
                      <td key={field} style={shadeOf(shares.tokens[at]![f]!, most)}>
                        {tokenWords(step, field, zone, t, format)}{' '}
                        <span className={styles.share}>{signed(shares.tokens[at]![f]!, format)}</span>
                      </td>
                    ))}
                    <td className={styles.share}>{signed(shares.steps[at]!, format)}</td>
                  </tr>
                ))}
              </tbody>
              <tfoot>
                <tr>
                  <th scope="row" colSpan={2}>
                    {t('looks.user.all')}
                  </th>
                  {shares.fields.map((share, f) => (
                    <td key={fields[f]} className={styles.share}>
                      {signed(share, format)}
                    </td>
                  ))}
                  <td className={styles.share}>
                    {signed(
                      shares.fields.reduce((a, b) => a + b, 0),
                      format,
                    )}
                  </td>
                </tr>
              </tfoot>
            </table>
          </div>
        </>
      ) : null}
    </details>
  );
}
