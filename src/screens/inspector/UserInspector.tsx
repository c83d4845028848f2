import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserRow } from '../../../workers/protocol/engine';
import { segmentToken } from '../../charts/palette';
import { featureExplanation, featureName, featureValue } from '../../i18n/feature-words';
import { clip, useFormat } from '../../i18n/format';
import { Note } from '../../ui/Note';
import { Term } from '../../ui/Term';
import { select } from '../../workbench/actions';
import { userRow } from '../../workbench/queries';
import { useWorkbench, type Run } from '../../workbench/store';
import type { NamedSegment } from '../segments/named-segments';
import { Facts } from './Facts';
import { typical } from './typical';
import { UserPath } from './UserPath';
import styles from './inspector.module.css';

/** Probability of a segment from which it is named. */
const LEAST_SHARE = 0.01;

interface Props {
  readonly run: Run;
  readonly segments: readonly NamedSegment[];
  readonly row: number;
}

/** A user: segment, every feature in its own unit, and where the user differs from the segment. */
export function UserInspector({ run, segments, row }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const language = useWorkbench((state) => state.language);
  const [user, setUser] = useState<UserRow | null>(null);
  const [failed, setFailed] = useState(false);
  const { result } = run;
  const found = useWorkbench((state) => state.found);
  useEffect(() => {
    let alive = true;
    userRow(row).then(
      (told) => alive && setUser(told),
      () => alive && setFailed(true),
    );
    return () => {
      alive = false;
    };
  }, [row, result, found]);
  if (failed) return <Note tone="act">{t('inspector.user.failed')}</Note>;
  if (!user) return <p className={styles.kind}>{t('inspector.user.kind')}</p>;
  const segment = segments.find(({ id }) => id === user.segment);
  return (
    <>
      <header className={styles.head}>
        <p className={styles.kind}>{t('inspector.user.kind')}</p>
        <h2 className={styles.title}>{clip(user.id, 80)}</h2>
      </header>
      <Facts
        facts={[
          ...(segment
            ? ([
                [
                  t('inspector.user.segment'),
                  <button key="segment" type="button" className={styles.link} onClick={() => select({ kind: 'segment', id: segment.id })}>
                    <span className={styles.dot} style={{ backgroundColor: segmentToken(segment.id) }} /> {segment.name}
                  </button>,
                ],
              ] as const)
            : ([[t('inspector.user.segment'), t('segments.none.name'), t('inspector.user.noSegment')]] as const)),
          ...(segment
            ? ([
                [
                  <Term key="distance" note={t('inspector.user.distanceNote')}>
                    {t('inspector.user.distance')}
                  </Term>,
                  format.significant(user.distance),
                ],
              ] as const)
            : []),
          ...(user.strength === undefined
            ? []
            : ([
                [
                  <Term key="strength" note={t('inspector.user.strengthNote')}>
                    {t('inspector.user.strength')}
                  </Term>,
                  format.percent(user.strength),
                ],
              ] as const)),
          ...(user.memberships
            ? ([
                [
                  <Term key="memberships" note={t('inspector.user.membershipsNote')}>
                    {t('inspector.user.memberships')}
                  </Term>,
                  format.list(
                    user.memberships
                      .filter(({ share }) => share >= LEAST_SHARE)
                      .map(({ segment: id, share }) =>
                        t('inspector.user.membership', {
                          name: segments.find((one) => one.id === id)?.name ?? '',
                          share: format.percent(share),
                        }),
                      ),
                  ),
                ],
              ] as const)
            : []),
          ...(user.outcomes ?? []).map(
            ({ kind, horizonDays, probability }) =>
              [
                <Term key={kind} note={t(`outcomes.user.notes.${kind}`, { days: format.number(horizonDays) })}>
                  {t(`outcomes.user.${kind}`, { days: format.number(horizonDays) })}
                </Term>,
                format.percent(probability),
              ] as const,
          ),
          ...(user.value
            ? ([
                [
                  <Term key="value" note={t('outcomes.value.userNote', { days: format.number(user.value.horizonDays) })}>
                    {t('outcomes.value.user', { days: format.number(user.value.horizonDays) })}
                  </Term>,
                  format.money(user.value.expected),
                ],
              ] as const)
            : []),
          ...(user.nextChoices
            ? ([
                [
                  <Term key="next" note={t('categories.user.note')}>
                    {t('categories.user.label')}
                  </Term>,
                  format.list(
                    user.nextChoices.map(({ name, probability }) =>
                      t('categories.table.choice', { name: clip(name, 30), share: format.percent(probability, 0) }),
                    ),
                  ),
                ],
              ] as const)
            : []),
        ]}
      />
      {run.quality.table === 'users' ? null : <UserPath run={run} segments={segments} row={row} />}
      <table className={styles.table}>
        <caption>{t('inspector.user.values')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('inspector.user.feature')}</th>
            <th scope="col">{t('inspector.user.value')}</th>
            <th scope="col">{t('inspector.user.mean')}</th>
            <th scope="col">
              <Term note={t('inspector.user.typicalNote')}>{t('inspector.user.typical')}</Term>
            </th>
          </tr>
        </thead>
        <tbody>
          {result.specs.map((spec, i) => {
            const value = user.values[i] ?? Number.NaN;
            const mean = segment?.portrait.traits.find((trait) => trait.feature === spec.id)?.mean ?? Number.NaN;
            const word = typical(value, mean, spec.scale);
            return (
              <tr key={spec.id} data-far={word.startsWith('far') || undefined}>
                <th scope="row">
                  <Term note={featureExplanation(spec, language)}>{featureName(spec, language)}</Term>
                </th>
                <td>{featureValue(value, spec, language)}</td>
                <td>{featureValue(mean, spec, language)}</td>
                <td className={styles.word}>{t(`inspector.user.words.${word}`)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}
