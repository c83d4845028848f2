import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format';
import type { Run } from '../../workbench/store';
import { NOISE } from '../../../workers/protocol/model';
import { segmentToken } from '../../charts/palette';
import { labelOf, noiseOf, type NamedSegment } from './named-segments';
import { SegmentCard } from './SegmentCard';
import styles from './segments.module.css';

interface Props {
  readonly run: Run;
  readonly segments: readonly NamedSegment[];
  readonly onHover: (id: number | null) => void;
}

/** A card a segment, most valuable first. */
export const SegmentCards = memo(function SegmentCards({ run, segments, onHover }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { validity, basis, specs } = run.result;
  const noise = noiseOf(run);
  const own = validity.find(({ k }) => k === run.result.segments.k);
  const by = segments[0]?.portrait.value == null ? t('segments.card.bySize') : t('segments.card.byValue');
  return (
    <ol className={styles.cards} aria-label={t('segments.card.list', { by })} tabIndex={0}>
      {segments.map((segment) => (
        <li key={segment.id}>
          <SegmentCard
            segment={segment}
            specs={specs}
            stability={own?.stability[labelOf(run, segment.id)]}
            seedStability={own?.seedStability?.[labelOf(run, segment.id)]}
            otherSeeds={basis.otherSeeds}
            onHover={onHover}
          />
        </li>
      ))}
      {noise ? (
        <li className={styles.noise}>
          <span className={styles.noiseDot} style={{ backgroundColor: segmentToken(NOISE) }} aria-hidden="true" />
          {t('segments.none.card', { count: noise.users, users: format.number(noise.users), share: format.percent(noise.share) })}
        </li>
      ) : null}
    </ol>
  );
});
