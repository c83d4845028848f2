import { useTranslation } from 'react-i18next';
import type { QualityReport } from '../../../workers/protocol/ingest';
import type { MappingRecipe } from '../../../workers/protocol/recipe';
import { clip, useFormat } from '../../i18n/format';
import { typeWord } from '../../i18n/type-words';
import { Card } from '../../ui/Section';
import { useWorkbench } from '../../workbench/store';
import common from './common.module.css';
import classes from './QualityBreakdown.module.css';

const SHOWN = 10;

/** Event types by rows, and missing values by column. */
export function QualityBreakdown({ quality, mapping }: { quality: QualityReport; mapping: MappingRecipe }) {
  const { t } = useTranslation();
  const format = useFormat();
  const language = useWorkbench((state) => state.language);
  const { eventTypes, missing, kept, rowsRead } = quality;
  const most = Math.max(1, ...eventTypes.map(({ rows }) => rows));
  const gaps = missing.filter((column) => column.missing > 0).sort((a, b) => b.missing - a.missing);
  return (
    <div className={classes.breakdown}>
      {quality.table === 'users' ? null : (
        <Card>
          <h3 className={common.subTitle}>{t('data.quality.types')}</h3>
          <table className={classes.bars}>
            <tbody>
              {eventTypes.slice(0, SHOWN).map(({ type, rows, purchase }) => (
                <tr key={type}>
                  <th scope="row">
                    {clip(typeWord(type, { ...mapping, ownTypes: quality.ownTypes }, language), 40)}
                    {purchase ? <span className={common.tag}>{t('data.quality.purchaseTag')}</span> : null}
                  </th>
                  <td className={classes.barCell} aria-hidden="true">
                    <span style={{ transform: `scaleX(${rows / most})` }} />
                  </td>
                  <td className={classes.numberCell}>
                    {format.number(rows)} <span className={common.small}>{format.percent(rows / Math.max(1, kept))}</span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {eventTypes.length > SHOWN ? (
            <p className={common.small}>{t('data.quality.more', { count: eventTypes.length - SHOWN })}</p>
          ) : null}
        </Card>
      )}
      <Card>
        <h3 className={common.subTitle}>{t('data.quality.missing')}</h3>
        {gaps.length === 0 ? (
          <p className={common.small}>{t('data.quality.missingNone')}</p>
        ) : (
          <table className={classes.bars}>
            <tbody>
              {gaps.slice(0, SHOWN).map(({ column, role, missing: rows }) => (
                <tr key={column}>
                  <th scope="row">
                    {clip(column, 40)}
                    {quality.table === 'users' ? null : <span className={common.tag}>{t(`data.roles.${role}`)}</span>}
                  </th>
                  <td className={classes.barCell} aria-hidden="true">
                    <span style={{ transform: `scaleX(${rows / Math.max(1, rowsRead)})` }} />
                  </td>
                  <td className={classes.numberCell}>
                    {format.number(rows)} <span className={common.small}>{format.percent(rows / Math.max(1, rowsRead))}</span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Card>
    </div>
  );
}
