import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { featureExplanation, featureName, featureValue } from '../../i18n/feature-words';
import { useFormat } from '../../i18n/format';
import { Term } from '../../ui/Term';
import { isolate, shownIds } from '../../workbench/actions';
import { useWorkbench, type Run } from '../../workbench/store';
import { EffectBar } from '../segments/EffectBar';
import { ChanceLine } from '../segments/ChanceLine';
import { LabelFigures } from '../segments/LabelFigures';
import { labelOf, type NamedSegment } from '../segments/named-segments';
import { stabilityWord } from '../segments/quality-words';
import { SegmentName } from '../segments/SegmentName';
import { SegmentWords } from '../segments/SegmentWords';
import { Facts } from './Facts';
import styles from './inspector.module.css';

/** A segment: sizes with intervals, and all its features beside the average, strongest first. */
export function SegmentInspector({ run, segment }: { run: Run; segment: NamedSegment }) {
  const { t } = useTranslation();
  const format = useFormat();
  const language = useWorkbench((state) => state.language);
  const hidden = useWorkbench((state) => state.hidden);
  const { specs, segments, validity, basis } = run.result;
  const { portrait, id } = segment;
  const own = validity.find(({ k }) => k === segments.k);
  const stability = own?.stability[labelOf(run, id)];
  const seedStability = own?.seedStability?.[labelOf(run, id)];
  const alone = !hidden.has(id) && hidden.size === shownIds(run.result).length - 1 && hidden.size > 0;
  return (
    <>
      <header className={styles.head}>
        <p className={styles.kind}>{t('inspector.segment.kind')}</p>
        <SegmentName segment={segment} />
      </header>
      <Facts
        facts={[
          [t('inspector.segment.size'), format.number(portrait.size)],
          [
            t('inspector.segment.share'),
            format.percent(portrait.share),
            t('inspector.segment.interval', { low: format.percent(portrait.shareLow), high: format.percent(portrait.shareHigh) }),
          ],
          ...(portrait.value !== null && portrait.valueShare !== null
            ? ([
                [t('inspector.segment.value'), format.money(portrait.value)],
                [t('inspector.segment.valueShare'), format.percent(portrait.valueShare)],
              ] as const)
            : []),
          ...(stability !== undefined
            ? ([
                [
                  t('inspector.segment.stability'),
                  format.fixed(stability, 2),
                  t(`segments.quality.stabilityWords.${stabilityWord(stability)}`),
                ],
              ] as const)
            : []),
        ]}
      />
      {portrait.labels ? <LabelFigures labels={portrait.labels} /> : null}
      {seedStability !== undefined && basis.otherSeeds ? <ChanceLine jaccard={seedStability} on={basis.otherSeeds} /> : null}
      <div>
        <Button variant="default" size="xs" onClick={() => isolate(id)}>
          {alone ? t('inspector.segment.showAll') : t('inspector.segment.isolate')}
        </Button>
      </div>
      {portrait.words ? (
        <section>
          <h3 className={styles.subtitle}>{t('segments.words.title')}</h3>
          <p className={styles.small}>{t(portrait.words.length > 0 ? 'segments.words.lead' : 'segments.words.none')}</p>
          <SegmentWords words={portrait.words} />
        </section>
      ) : null}
      <table className={styles.table}>
        <caption>{t('inspector.segment.traits')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('inspector.segment.feature')}</th>
            <th scope="col">{t('inspector.segment.mean')}</th>
            <th scope="col">{t('inspector.segment.average')}</th>
            <th scope="col">
              <Term note={t('segments.card.effectNote')}>{t('inspector.segment.effect')}</Term>
            </th>
          </tr>
        </thead>
        <tbody>
          {portrait.traits.map((trait) => {
            const spec = specs.find((one) => one.id === trait.feature);
            if (!spec) return null;
            return (
              <tr key={trait.feature}>
                <th scope="row">
                  <Term note={featureExplanation(spec, language)}>{featureName(spec, language)}</Term>
                </th>
                <td>{featureValue(trait.mean, spec, language)}</td>
                <td>{featureValue(trait.overallMean, spec, language)}</td>
                <td className={styles.effect}>
                  <EffectBar effect={trait.effect} id={id} />
                  <span className={styles.small}>
                    {t('inspector.segment.effectInterval', {
                      d: format.fixed(trait.effect, 2),
                      half: format.fixed((trait.effectHigh - trait.effectLow) / 2, 2),
                    })}
                  </span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}
