import { useTranslation } from 'react-i18next';
import { NOISE } from '../../../workers/protocol/model';
import { segmentToken } from '../../charts/palette';
import { featureName } from '../../i18n/feature-words';
import { clip, useFormat } from '../../i18n/format';
import { typesOf, typeWord } from '../../i18n/type-words';
import { windowName } from '../../i18n/window-words';
import { useWorkbench, type Run } from '../../workbench/store';
import { featureBands } from '../drift/feature-bands';
import { noSegmentShare, referenceShares } from '../drift/timeline-view';
import { noiseOf, type NamedSegment } from '../segments/named-segments';
import { Facts } from './Facts';
import { WindowJudgement } from './WindowJudgement';
import styles from './inspector.module.css';
import { Gap } from '../../ui/Gap';

const MOST = 8;

interface Props {
  readonly run: Run;
  readonly segments: readonly NamedSegment[];
  readonly index: number;
}

/** A window: its figures, its shares beside the reference, and the features that drifted most with all drift figures. */
export function WindowInspector({ run, segments, index }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const language = useWorkbench((state) => state.language);
  const { timeline, specs, recipe } = run.result;
  const types = typesOf(run);
  const window = timeline.windows[index];
  if (!window) return null;
  const before = referenceShares(timeline);
  const bandOf = featureBands(timeline, recipe.track.thresholds.psiAct);
  const drift = [...window.drift].sort((a, b) => b.psi - b.psiThreshold - (a.psi - a.psiThreshold)).slice(0, MOST);
  return (
    <>
      <header className={styles.head}>
        <p className={styles.kind}>{t('inspector.window.kind')}</p>
        <h2 className={styles.title}>{windowName(timeline, window.label, language)}</h2>
        {window.state === 'complete' ? null : <p className={styles.small}>{t(`drift.states.${window.state}`)}</p>}
        {window.reference ? <p className={styles.small}>{t('inspector.window.reference')}</p> : null}
      </header>
      <Facts
        facts={[
          [t('inspector.window.activeUsers'), format.number(window.activeUsers)],
          [t('inspector.window.events'), format.number(window.events)],
          [t('inspector.window.orders'), format.number(window.orders)],
          ...(window.revenue !== null ? ([[t('inspector.window.revenue'), format.money(window.revenue)]] as const) : []),
          ...(window.drift.length > 0 ? ([[t('inspector.window.sharePsi'), format.number(window.sharePsi, 3)]] as const) : []),
        ]}
      />
      <table className={styles.table}>
        <caption>{t('inspector.window.shares')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('inspector.window.segment')}</th>
            <th scope="col">{t('inspector.window.share')}</th>
            <th scope="col">{t('inspector.window.before')}</th>
          </tr>
        </thead>
        <tbody>
          {segments.map(({ id, name }) => {
            const share = window.shares.find(({ segment }) => segment === id);
            return (
              <tr key={id}>
                <th scope="row">
                  <span className={styles.dot} style={{ backgroundColor: segmentToken(id) }} /> {name}
                </th>
                <td>
                  {format.percent(share?.share ?? 0)}
                  {share ? (
                    <span className={styles.small}>
                      {format.percent(share.low)}–{format.percent(share.high)}
                    </span>
                  ) : null}
                </td>
                <td>{before.has(id) ? format.percent(before.get(id)!) : '–'}</td>
              </tr>
            );
          })}
          {noiseOf(run) ? (
            <tr>
              <th scope="row">
                <span className={styles.dot} style={{ backgroundColor: segmentToken(NOISE) }} /> {t('segments.none.name')}
              </th>
              <td>{format.percent(noSegmentShare(window))}</td>
              <td>{before.size > 0 ? format.percent(1 - [...before.values()].reduce((sum, share) => sum + share, 0)) : '–'}</td>
            </tr>
          ) : null}
        </tbody>
      </table>
      <WindowJudgement run={run} segments={segments} window={window} />
      {drift.length === 0 ? <p className={styles.small}>{t('inspector.window.noDrift')}</p> : null}
      {drift.length > 0 ? (
        <section>
          <h3 className={styles.subtitle}>{t('inspector.window.features')}</h3>
          <p className={styles.small}>
            {t('inspector.window.drifted', { drifted: window.driftedFeatures, all: window.drift.length })}
            <Gap />
            {window.dataDrift ? t('inspector.window.dataDrift') : ''}
          </p>
          <ul className={styles.drifts}>
            {drift.map((figure) => {
              const spec = specs.find(({ id }) => id === figure.feature);
              return (
                <li key={figure.feature} data-band={bandOf(index, figure)}>
                  <strong>{spec ? featureName(spec, language) : figure.feature}</strong>
                  <span>
                    {t('inspector.window.psiOf', { psi: format.number(figure.psi, 3), threshold: format.number(figure.psiThreshold, 3) })}
                  </span>
                  <span className={styles.small}>
                    {t('inspector.window.rest', {
                      ks: format.number(figure.ks, 3),
                      p: format.number(figure.ksPAdjusted, 3),
                      js: format.number(figure.jensenShannon, 3),
                      wasserstein: format.number(figure.wasserstein, 3),
                      chi2: format.number(figure.chi2, 1),
                    })}
                  </span>
                  <span className={styles.small}>
                    {t('drift.sampleSizes', { n: format.number(figure.n), m: format.number(figure.m) })}
                    {figure.drifted ? ` · ${t('inspector.window.driftedBy', { test: t(`inspector.window.test.${figure.test}`) })}` : ''}
                  </span>
                </li>
              );
            })}
          </ul>
        </section>
      ) : null}
      {timeline.eventTypes.length > 1 ? (
        <section>
          <h3 className={styles.subtitle}>{t('inspector.window.eventTypes')}</h3>
          <Facts
            facts={timeline.eventTypes.map(
              (type, i) => [clip(typeWord(type, types, language), 40), format.percent(window.eventTypeShares[i] ?? 0)] as const,
            )}
          />
        </section>
      ) : null}
    </>
  );
}
