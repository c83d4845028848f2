import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { isDensityMethod, type ClusterMethod } from '../../../workers/protocol/recipe';
import { useFormat } from '../../i18n/format';
import { Term } from '../../ui/Term';
import type { Run } from '../../workbench/store';
import { KControl, KReason } from './KControl';
import { noiseOf } from './named-segments';
import { ChanceSummary } from './ChanceSummary';
import { bestCalinskiHarabasz, daviesBouldinWord, silhouetteWord, stabilityWord, unstableAmong } from './quality-words';
import styles from './segments.module.css';
import { Gap } from '../../ui/Gap';

/** What is said of the users whom the method looked at, where there are more. */
function fittedWords(method: ClusterMethod): 'fitted' | 'dense' | 'restarts' {
  if (isDensityMethod(method)) return 'dense';
  return method === 'mixture' ? 'fitted' : 'restarts';
}

/** How good the segmentation is, in words and numbers, with what each was computed on; and the number of segments. */
export const QualityStrip = memo(function QualityStrip({ run }: { run: Run }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { validity, basis, segments, users, usersOutside, recipe } = run.result;
  const own = validity.find(({ k }) => k === segments.k);
  const on = (count: number, sampled: boolean) =>
    sampled
      ? t('segments.quality.sampleUsers', { users: format.number(count) })
      : t(count < users ? 'segments.quality.inSegments' : 'segments.quality.allUsers', { users: format.number(count) });
  const weakest = own && own.stability.length > 0 ? Math.min(...own.stability) : null;
  const best = validity.length > 0 ? bestCalinskiHarabasz(validity) : segments.k;
  const unstable = own ? unstableAmong(own.stability) : 0;
  const dense = isDensityMethod(recipe.clustering.method);
  const noise = noiseOf(run);
  const figures = own
    ? [
        ...(dense
          ? [
              {
                id: 'noise',
                term: t('segments.none.share'),
                note: t('segments.none.shareNote'),
                value: format.percent(noise?.share ?? 0),
                word: t('segments.none.count', { count: noise?.users ?? 0, users: format.number(noise?.users ?? 0) }),
              },
            ]
          : []),
        {
          id: 'silhouette',
          term: t('segments.quality.silhouette'),
          note: t('segments.quality.silhouetteNote'),
          value: format.fixed(own.silhouette, 2),
          word: t(`segments.quality.silhouetteWords.${silhouetteWord(own.silhouette)}`),
        },
        {
          id: 'stability',
          term: t('segments.quality.stability'),
          note: t('segments.quality.stabilityNote', { bootstraps: basis.bootstraps }),
          value: weakest === null ? '…' : format.fixed(weakest, 2),
          word: weakest === null ? t('segments.quality.pending') : t(`segments.quality.stabilityWords.${stabilityWord(weakest)}`),
        },
        {
          id: 'davies-bouldin',
          term: t('segments.quality.daviesBouldin'),
          note: t('segments.quality.daviesBouldinNote'),
          value: format.fixed(own.daviesBouldin, 2),
          word: t(`segments.quality.daviesBouldinWords.${daviesBouldinWord(own.daviesBouldin)}`),
        },
        // It compares numbers of segments: of one that is found there is nothing to say.
        ...(dense
          ? []
          : [
              {
                id: 'calinski-harabasz',
                term: t('segments.quality.calinskiHarabasz'),
                note: t('segments.quality.calinskiHarabaszNote'),
                value: format.number(own.calinskiHarabasz),
                // An update computes one k alone, beside which there is nothing to say.
                word:
                  validity.length === 1
                    ? ''
                    : best === segments.k
                      ? t('segments.quality.calinskiHarabaszWords.best')
                      : t('segments.quality.calinskiHarabaszWords.other', { k: best }),
              },
            ]),
      ]
    : [];
  return (
    <section className={styles.quality} aria-label={t('segments.quality.title')}>
      {dense ? (
        <p className={styles.found}>{t('segments.none.found', { count: segments.k, k: format.number(segments.k) })}</p>
      ) : (
        <KControl run={run} />
      )}
      <dl className={styles.qualityFigures}>
        {figures.map((figure) => (
          <div key={figure.id} className={styles.qualityFigure}>
            <dt>
              <Term note={figure.note}>{figure.term}</Term>
            </dt>
            <dd data-figure={figure.id}>
              <strong>{figure.value}</strong> <span>{figure.word}</span>
            </dd>
          </div>
        ))}
      </dl>
      <p className={styles.basis}>
        {/* Of a number that was chosen, the reason for it says so. */}
        {dense && unstable > 0 ? (
          <>
            <span className={styles.shakySummary} data-unstable={unstable}>
              {t('segments.quality.unstable', { count: unstable, k: format.number(segments.k) })}
            </span>
            <Gap />
          </>
        ) : null}
        {own ? <ChanceSummary figures={own} on={basis.otherSeeds} /> : null}
        <Gap />
        <KReason run={run} />
        <Gap />
        {t('segments.quality.basis', {
          silhouette: on(basis.silhouetteUsers, basis.silhouetteSampled),
          stability: on(basis.stabilityUsers, basis.stabilitySampled),
          bootstraps: basis.bootstraps,
        })}
        <Gap />
        {format.sentences([
          basis.restartUsers < users
            ? t(`segments.quality.${fittedWords(recipe.clustering.method)}`, { users: format.number(basis.restartUsers) })
            : '',
          usersOutside > 0 ? t('segments.headline.outside', { count: usersOutside, users: format.number(usersOutside) }) : '',
        ])}
      </p>
    </section>
  );
});
