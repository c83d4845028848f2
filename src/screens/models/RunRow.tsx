import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunInfo } from '../../../workers/protocol/runs';
import { useFormat, useLanguage } from '../../i18n/format';
import { nameRun } from '../../workbench/runs';
import { fusedPartsWords } from '../training/fused-parts';
import { NameField } from '../data/workspaces/NameField';
import { differenceWords } from './difference-words';
import { recipeDifferences } from './recipe-differences';
import { RunFigures } from './RunFigures';
import { RunMenu } from './RunMenu';
import { runName, runTime } from './run-names';
import styles from './models.module.css';

interface Props {
  readonly run: RunInfo;
  /** The run on the screen, beside which the others are told. */
  readonly current: RunInfo | null;
  readonly onCompare: (run: RunInfo) => void;
  readonly onUse: (run: RunInfo) => void;
  readonly onShow: (run: RunInfo) => void;
  readonly onPlace: (run: RunInfo) => void;
}

/** One run: what it is called, what sets it apart, how good it is, and what can be done with it. */
export function RunRow({ run, current, ...actions }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const format = useFormat();
  const [naming, setNaming] = useState(false);
  const name = runName(run, language);
  const tags = [
    ...(run.current ? ['current' as const] : []),
    ...(run.pinned ? ['pinned' as const] : []),
    ...(run.imported ? ['imported' as const] : []),
  ];
  const done = (typed: string | null) => {
    setNaming(false);
    if (typed !== null) void nameRun(run.id, typed);
  };
  return (
    <tr data-run={run.id} data-current={run.current || undefined}>
      <th scope="row">
        {naming ? (
          <NameField label={t('models.actions.renameOf')} name={run.name ?? name} onDone={done} />
        ) : (
          <span className={styles.name}>{name}</span>
        )}
        {tags.map((tag) => (
          <span key={tag} className={styles.tag} data-tag={tag}>
            {t(`models.runs.${tag}`)}
          </span>
        ))}
        <span className={styles.beside}>
          {[
            runTime(run, language),
            t(`models.runs.kinds.${run.kind}`),
            ...(run.name ? [runName({ ...run, name: null }, language)] : []),
          ].join(' · ')}
        </span>
        {run.training?.parts ? (
          <span className={styles.beside}>{fusedPartsWords(run.recipe, run.training.parts, null, t, format)}</span>
        ) : null}
        {current && !run.current ? <Differences run={run} current={current} /> : null}
      </th>
      <RunFigures run={run} />
      <td className={styles.menu}>
        <RunMenu run={run} name={name} onName={() => setNaming(true)} {...actions} />
      </td>
    </tr>
  );
}

function Differences({ run, current }: { run: RunInfo; current: RunInfo }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const differences = recipeDifferences(current.recipe, run.recipe);
  if (differences.length === 0) return <span className={styles.beside}>{t('models.runs.same')}</span>;
  return (
    <ul className={styles.differences} aria-label={t('models.runs.differs')}>
      {differences.map((difference) => (
        <li key={difference.field} data-differs={difference.field}>
          {differenceWords(difference, language)}
        </li>
      ))}
    </ul>
  );
}
