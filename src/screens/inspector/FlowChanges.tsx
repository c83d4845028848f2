import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FeatureSpec } from '../../../workers/protocol/features';
import type { FeatureChange } from '../../../workers/protocol/movement';
import { effectSize, featureExplanation, featureName, featureValue } from '../../i18n/feature-words';
import { Term } from '../../ui/Term';
import { useWorkbench } from '../../workbench/store';
import { EffectBar } from '../segments/EffectBar';
import styles from './inspector.module.css';

const FIRST = 6;

interface Props {
  /** Strongest first. */
  readonly changes: readonly FeatureChange[];
  readonly specs: readonly FeatureSpec[];
  /** The segment whose colour the bars have. */
  readonly id: number;
}

/** Before and after in each feature's own unit, and how large the change is; the strongest few at first. */
export function FlowChanges({ changes, specs, id }: Props) {
  const { t } = useTranslation();
  const language = useWorkbench((state) => state.language);
  const [all, setAll] = useState(false);
  const known = changes.flatMap((change) => {
    const spec = specs.find((one) => one.id === change.feature);
    return spec ? [{ change, spec }] : [];
  });
  const strong = known.filter(({ change }) => effectSize(change.effect) !== 'none');
  const first = strong.slice(0, FIRST);
  const shown = all ? known : first;
  return (
    <>
      {first.length === 0 ? <p className={styles.small}>{t('movement.inspector.slight')}</p> : null}
      {shown.length > 0 ? (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('movement.inspector.feature')}</th>
              <th scope="col">{t('movement.inspector.before')}</th>
              <th scope="col">{t('movement.inspector.after')}</th>
              <th scope="col">
                <Term note={t('movement.inspector.effectNote')}>{t('movement.inspector.effect')}</Term>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ change, spec }) => (
              <tr key={spec.id}>
                <th scope="row">
                  <Term note={featureExplanation(spec, language)}>{featureName(spec, language)}</Term>
                </th>
                <td>{featureValue(change.before, spec, language)}</td>
                <td>{featureValue(change.after, spec, language)}</td>
                <td className={styles.effect}>
                  <EffectBar effect={change.effect} id={id} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {known.length > first.length ? (
        <Button variant="subtle" size="compact-xs" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t('movement.inspector.fewer') : t('movement.inspector.more', { count: known.length - first.length })}
        </Button>
      ) : null}
    </>
  );
}
