import { useTranslation } from 'react-i18next';
import type { TimelineWindow } from '../../../workers/protocol/timeline';
import { segmentToken } from '../../charts/palette';
import { featureName } from '../../i18n/feature-words';
import { useFormat } from '../../i18n/format';
import { Term } from '../../ui/Term';
import { useWorkbench, type Run } from '../../workbench/store';
import { businessText } from '../drift/alert-value';
import type { NamedSegment } from '../segments/named-segments';
import { Facts } from './Facts';
import styles from './inspector.module.css';

interface Props {
  readonly run: Run;
  readonly segments: readonly NamedSegment[];
  readonly window: TimelineWindow;
}

/** What a window is judged by beside its features: business figures with their limits, the embedding, drift within the segments. */
export function WindowJudgement({ run, segments, window }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const language = useWorkbench((state) => state.language);
  const { specs, recipe } = run.result;
  const business = window.business.filter(({ value }) => value !== null);
  const moved = window.segmentDrift.filter((drift) => drift.moved > 0);
  const featuresOf = (ids: readonly string[]) =>
    format.list(
      ids.map((id) => {
        const spec = specs.find((candidate) => candidate.id === id);
        return spec ? featureName(spec, language) : id;
      }),
    );
  return (
    <>
      {business.length > 0 ? (
        <table className={styles.table}>
          <caption>{t('drift.business.title')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('inspector.window.figure')}</th>
              <th scope="col">{t('inspector.window.value')}</th>
              <th scope="col">{t('inspector.window.before')}</th>
            </tr>
          </thead>
          <tbody>
            {business.map(({ figure, value, reference, low, high }) => (
              <tr key={figure}>
                <th scope="row">{t(`drift.business.${figure}`)}</th>
                <td>
                  {businessText(figure, value!, language)}
                  {low !== null && high !== null ? (
                    <span className={`${styles.small} ${styles.below}`}>
                      {t('drift.business.limits', { low: businessText(figure, low, language), high: businessText(figure, high, language) })}
                    </span>
                  ) : null}
                </td>
                <td>{reference === null ? '–' : businessText(figure, reference, language)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {window.embedding ? (
        <Facts
          facts={[
            [
              <Term key="auc" note={t('drift.embedding.note', { threshold: format.number(recipe.track.thresholds.auc, 2) })}>
                {format.aside(t('drift.embedding.title'), t('drift.embedding.auc'))}
              </Term>,
              format.aside(
                format.number(window.embedding.auc, 2),
                `${format.number(window.embedding.low, 2)}–${format.number(window.embedding.high, 2)}`,
              ),
            ],
          ]}
        />
      ) : null}
      {moved.length > 0 ? (
        <section>
          <h3 className={styles.subtitle}>{t('drift.segmentDrift.title')}</h3>
          <ul className={styles.drifts}>
            {moved.map((drift) => (
              <li key={drift.segment}>
                <strong>
                  <span className={styles.dot} style={{ backgroundColor: segmentToken(drift.segment) }} />{' '}
                  {segments.find(({ id }) => id === drift.segment)?.name ?? ''}
                </strong>
                <span>{t('drift.segmentDrift.count', { count: drift.moved })}</span>
                <span className={styles.small}>{featuresOf(drift.features)}</span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}
