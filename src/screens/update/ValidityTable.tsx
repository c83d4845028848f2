import { useTranslation } from 'react-i18next';
import type { RunResult } from '../../../workers/protocol/engine';
import { useFormat } from '../../i18n/format';
import { Card, Section } from '../../ui/Section';
import classes from './ValidityTable.module.css';

type Judged = Pick<RunResult, 'segments' | 'validity'>;

/** The figures that say how far the segments can be trusted, before and after. */
export function ValidityTable({ before, after }: { before: Judged; after: Judged }) {
  const { t } = useTranslation();
  const format = useFormat();
  const of = ({ segments, validity }: Judged) => validity.find(({ k }) => k === segments.k);
  const sides = [of(before), of(after)];
  const two = (value: number | undefined) => (value === undefined ? '–' : format.fixed(value, 2));
  const rows = [
    { id: 'k', label: t('update.validity.k'), values: [before, after].map(({ segments }) => format.number(segments.k)) },
    ...(sides.some((side) => side?.noise !== undefined)
      ? [
          {
            id: 'noise',
            label: t('segments.none.share'),
            values: sides.map((side) => (side?.noise === undefined ? '–' : format.percent(side.noise))),
          },
        ]
      : []),
    { id: 'silhouette', label: t('update.validity.silhouette'), values: sides.map((side) => two(side?.silhouette)) },
    { id: 'daviesBouldin', label: t('update.validity.daviesBouldin'), values: sides.map((side) => two(side?.daviesBouldin)) },
    {
      id: 'stability',
      label: t('update.validity.stability'),
      values: sides.map((side) => (side?.stability.length ? two(Math.min(...side.stability)) : t('update.validity.later'))),
    },
  ];
  return (
    <Section title={t('update.validity.title')}>
      <Card flush>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t('update.validity.figure')}</th>
              <th scope="col">{t('update.segments.before')}</th>
              <th scope="col">{t('update.segments.after')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ id, label, values }) => (
              <tr key={id}>
                <th scope="row">{label}</th>
                <td>{values[0]}</td>
                <td>{values[1]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Card>
    </Section>
  );
}
