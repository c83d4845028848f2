import { useTranslation } from 'react-i18next';
import type { EncoderRecipe } from '../../../workers/protocol/encoder-recipe';
import { isSequenceEncoder } from '../../../workers/protocol/encoder-recipe';
import type { MeasuredSize, SizeChoice } from '../../../workers/protocol/sizes';
import { useFormat } from '../../i18n/format';
import { Note } from '../../ui/Note';
import common from './common.module.css';
import classes from './SizeBudget.module.css';

const COLUMNS = ['size', 'stepMs', 'steps', 'longest'] as const;

/** What was measured of each size, and which of them was taken. */
export function MeasuredSizes({ choice: { measured, chosen, refused, backend, users, budgetSeconds } }: { choice: SizeChoice }) {
  const { t } = useTranslation();
  const format = useFormat();
  const title = (column: (typeof COLUMNS)[number]) => t(`data.settings.sizes.${column}`);
  const device = t(`frame.backend.names.${backend}`);
  const of = (figure: (part: MeasuredSize['parts'][number]) => string, size: MeasuredSize) => size.parts.map(figure).join(' + ');
  const caption = t('data.settings.sizes.caption', { backend: device, users: format.number(users) });
  return (
    <div role="status">
      {chosen === null ? (
        <Note tone="watch">
          {t('data.settings.sizes.none', {
            backend: device,
            needed: format.duration(Math.round(measured[0]!.seconds)),
            budget: format.duration(budgetSeconds),
          })}
        </Note>
      ) : null}
      <table className={classes.sizes} aria-label={caption}>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {title(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {measured.map((size, at) => (
            <tr key={at} data-chosen={at === chosen || undefined} data-seconds={size.seconds}>
              <th scope="row">
                {sizeWords(size.encoder)}
                {at === chosen ? <span className={common.tag}>{t('data.settings.sizes.chosen')}</span> : null}
              </th>
              <td>{of(({ stepMs }) => format.significant(stepMs), size)}</td>
              <td>{of(({ steps }) => format.number(steps), size)}</td>
              <td>{format.duration(size.seconds < 10 ? Number(size.seconds.toFixed(1)) : Math.round(size.seconds))}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {refused ? <p>{t('data.settings.sizes.refused')}</p> : null}
      <p className={common.small}>{caption}</p>
    </div>
  );

  function sizeWords({ kind, hidden, sequence }: EncoderRecipe): string {
    const dense = hidden.map((width) => format.number(width)).join(' – ');
    if (!sequence) return dense;
    const { layers, width, steps } = sequence;
    const network = t('data.settings.sizes.network', { layers, width, steps });
    return isSequenceEncoder(kind) ? network : `${network} + ${dense}`;
  }
}
