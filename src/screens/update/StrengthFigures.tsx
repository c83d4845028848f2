import { useTranslation } from 'react-i18next';
import type { UpdateProposal } from '../../../workers/protocol/update';
import { featureName } from '../../i18n/feature-words';
import { useFormat, useLanguage } from '../../i18n/format';
import { Figure, Figures } from '../../ui/Figure';
import { Term } from '../../ui/Term';
import classes from './StrengthChoice.module.css';

/** Features that are named before «and … more». */
const NAMED = 4;

/** What the rule looked at. */
export function StrengthFigures({ proposal: { figures, after } }: { proposal: UpdateProposal }) {
  const { t } = useTranslation();
  const format = useFormat();
  const language = useLanguage();
  const names = figures.driftedFeatures.map((id) => {
    const spec = after.specs.find((one) => one.id === id);
    return spec ? featureName(spec, language) : id;
  });
  const rest = names.length - NAMED;
  const listed = rest > 1 ? [...names.slice(0, NAMED), t('update.strength.more', { count: rest })] : names;
  const two = (value: number) => format.fixed(value, 2);
  return (
    <>
      <h3 className={classes.subTitle}>{t('update.strength.figures')}</h3>
      <Figures>
        <Figure
          id="drifted"
          label={<Term note={t('update.strength.driftedNote')}>{t('update.strength.drifted')}</Term>}
          value={t('update.strength.driftedValue', {
            drifted: format.number(names.length),
            features: format.number(after.specs.length),
          })}
          note={names.length > 0 ? format.list(listed) : undefined}
        />
        <Figure
          id="error"
          label={<Term note={t('update.strength.errorNote')}>{t('update.strength.error')}</Term>}
          value={
            figures.errorRatio === null
              ? t('update.strength.errorNone')
              : t('update.strength.errorValue', { ratio: two(figures.errorRatio) })
          }
        />
        <Figure
          id="silhouette"
          label={<Term note={t('update.strength.silhouetteNote')}>{t('update.strength.silhouette')}</Term>}
          value={t('update.strength.change', { before: two(figures.silhouetteBefore), after: two(figures.silhouetteAfter) })}
        />
      </Figures>
    </>
  );
}
