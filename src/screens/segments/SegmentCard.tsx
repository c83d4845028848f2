import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { FeatureSpec } from '../../../workers/protocol/features';
import type { ValidityBasis } from '../../../workers/protocol/model';
import { segmentToken } from '../../charts/palette';
import { featureExplanation, featureName, featureValue } from '../../i18n/feature-words';
import { useFormat } from '../../i18n/format';
import { Term } from '../../ui/Term';
import { select } from '../../workbench/actions';
import { useWorkbench } from '../../workbench/store';
import { ChanceLine } from './ChanceLine';
import { EffectBar } from './EffectBar';
import { LabelFigures } from './LabelFigures';
import type { NamedSegment } from './named-segments';
import { SegmentName } from './SegmentName';
import { SegmentWords } from './SegmentWords';
import { stabilityWord } from './quality-words';
import styles from './segments.module.css';

interface Props {
  readonly segment: NamedSegment;
  readonly specs: readonly FeatureSpec[];
  readonly stability: number | undefined;
  /** As under other seeds, and on what that was computed; undefined until it is. */
  readonly seedStability: number | undefined;
  readonly otherSeeds: ValidityBasis['otherSeeds'];
  readonly onHover: (id: number | null) => void;
}

const TELLING = 4;
const TELLING_WORDS = 3;

/** A segment in short: name, size, value, what sets it apart, and whether it is stable. */
export const SegmentCard = memo(function SegmentCard({ segment, specs, stability, seedStability, otherSeeds, onHover }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const language = useWorkbench((state) => state.language);
  const selected = useWorkbench((state) => state.selection?.kind === 'segment' && state.selection.id === segment.id);
  const { portrait, id, name } = segment;
  const telling = portrait.traits.slice(0, TELLING);
  const choose = () => select(selected ? null : { kind: 'segment', id });
  return (
    <article
      className={styles.card}
      data-selected={selected || undefined}
      onPointerEnter={() => onHover(id)}
      onPointerLeave={() => onHover(null)}
      onFocus={() => onHover(id)}
      onBlur={() => onHover(null)}
      // A convenience for the mouse: the keyboard has the name's button.
      onClick={(event) => {
        if (!(event.target as HTMLElement).closest('button, input')) choose();
      }}
    >
      <SegmentName segment={segment} onChoose={choose} selected={selected} />
      <p className={styles.size}>
        <strong>{format.number(portrait.size)}</strong> <span className={styles.muted}>·</span>{' '}
        <Term note={t('segments.card.shareLabel')}>
          {t('segments.card.share', {
            share: format.percent(portrait.share),
            low: format.percent(portrait.shareLow),
            high: format.percent(portrait.shareHigh),
          })}
        </Term>
      </p>
      {portrait.valueShare !== null ? (
        <div className={styles.value}>
          <span className={styles.track}>
            <span
              className={styles.fill}
              style={{ width: `${Math.min(100, Math.max(0, portrait.valueShare * 100))}%`, backgroundColor: segmentToken(id) }}
            />
          </span>
          <span>{t('segments.card.valueShare', { share: format.percent(portrait.valueShare, 0) })}</span>
        </div>
      ) : null}
      {portrait.labels ? <LabelFigures labels={portrait.labels} /> : null}
      {telling.length === 0 ? <p className={styles.muted}>{t('segments.card.noTraits')}</p> : null}
      <ul className={styles.traits} aria-label={name}>
        {telling.map((trait) => {
          const spec = specs.find((one) => one.id === trait.feature);
          if (!spec) return null;
          return (
            <li key={trait.feature}>
              <span className={styles.traitName}>
                <Term note={featureExplanation(spec, language)}>{featureName(spec, language)}</Term>
              </span>
              <span className={styles.traitValue}>
                <strong>{featureValue(trait.mean, spec, language)}</strong>{' '}
                <span className={styles.muted}>
                  {t('segments.card.against', { value: featureValue(trait.overallMean, spec, language) })}
                </span>
              </span>
              <EffectBar effect={trait.effect} id={id} />
            </li>
          );
        })}
      </ul>
      {portrait.words ? <SegmentWords words={portrait.words} most={TELLING_WORDS} /> : null}
      {stability !== undefined ? (
        <p className={styles.muted}>
          {t('segments.card.stability', {
            value: format.fixed(stability, 2),
            word: t(`segments.quality.stabilityWords.${stabilityWord(stability)}`),
          })}
        </p>
      ) : null}
      {seedStability !== undefined && otherSeeds ? <ChanceLine jaccard={seedStability} on={otherSeeds} /> : null}
    </article>
  );
});
