import { useTranslation } from 'react-i18next';
import type { QualityReport } from '../../../../workers/protocol/ingest';
import type { MappingRecipe } from '../../../../workers/protocol/recipe';
import { clip, useFormat } from '../../../i18n/format';
import { Figure, Figures } from '../../../ui/Figure';

/** What the kept rows of a table of users hold. */
export function UsersFigures({ quality, mapping }: { quality: QualityReport; mapping: MappingRecipe }) {
  const { t } = useTranslation();
  const format = useFormat();
  const used = (mapping.attributes ?? []).filter(({ as }) => as !== 'ignore');
  const outcomes = used.filter(({ label }) => label === true).map(({ name }) => clip(name, 40));
  const keys = mapping.columns.filter(({ role }) => role === 'user').length;
  const left = mapping.columns.length - used.length - keys;
  return (
    <Figures>
      <Figure id="users" label={t('tables.quality.rows')} value={format.number(quality.users)} note={t('tables.quality.rowsNote')} />
      <Figure
        id="attributes"
        label={t('tables.quality.used')}
        value={format.number(used.length - outcomes.length)}
        note={t('tables.quality.usedNote', { left: format.number(left) })}
      />
      <Figure
        id="outcomes"
        label={t('tables.quality.outcomes')}
        value={format.number(outcomes.length)}
        note={outcomes.length > 0 ? format.list(outcomes) : t('tables.quality.outcomesNone')}
      />
    </Figures>
  );
}
