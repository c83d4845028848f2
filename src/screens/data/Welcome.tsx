import { Button } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { openSample } from '../../workbench/actions';
import { OpenFile } from './OpenFile';
import { WorkspaceShelf } from './workspaces/WorkspaceShelf';
import classes from './Welcome.module.css';

const OUTCOMES = ['segments', 'drift', 'export'] as const;

/** Before any file: what Shoal does, and two ways in. */
export function Welcome() {
  const { t } = useTranslation();
  const hint = useId();
  return (
    <div className={classes.welcome}>
      <h1 className={classes.headline}>{t('data.welcome.headline')}</h1>
      <p className={classes.lead}>{t('data.welcome.lead')}</p>
      <OpenFile className={classes.dropZone} describedBy={hint}>
        <Shoal />
        <span className={classes.dropTitle}>{t('data.welcome.drop')}</span>
        <span id={hint} className={classes.dropHint}>
          {t('data.welcome.hint')}
        </span>
        <span className={classes.choose}>{t('data.welcome.choose')}</span>
      </OpenFile>
      <div className={classes.sample}>
        <p>
          <strong>{t('data.welcome.or')}</strong> {t('data.welcome.sampleNote')}
        </p>
        <Button variant="default" onClick={() => void openSample()}>
          {t('data.welcome.sample')}
        </Button>
      </div>
      <WorkspaceShelf />
      <h2 className="visually-hidden">{t('data.welcome.outcomes')}</h2>
      <ul className={classes.outcomes}>
        {OUTCOMES.map((outcome) => (
          <li key={outcome}>
            <h3>{t(`data.welcome.${outcome}.title`)}</h3>
            <p>{t(`data.welcome.${outcome}.body`)}</p>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A quiet drawing: points that gather into groups. */
function Shoal() {
  return (
    <svg viewBox="0 0 120 48" width="120" height="48" fill="currentColor" aria-hidden="true" focusable="false" className={classes.shoal}>
      {POINTS.map(([x, y, r], index) => (
        <circle key={index} cx={x} cy={y} r={r} opacity={index % 3 === 0 ? 0.9 : index % 3 === 1 ? 0.6 : 0.35} />
      ))}
    </svg>
  );
}

const POINTS: readonly (readonly [number, number, number])[] = [
  [18, 20, 3],
  [27, 14, 2.5],
  [29, 25, 3],
  [20, 31, 2],
  [36, 19, 2],
  [12, 26, 1.8],
  [56, 33, 3],
  [65, 38, 2.2],
  [63, 28, 2.6],
  [72, 33, 2],
  [52, 41, 1.6],
  [86, 12, 2.6],
  [95, 17, 3],
  [94, 8, 2],
  [104, 12, 2.4],
  [101, 23, 1.8],
  [46, 10, 1.4],
  [78, 22, 1.4],
  [110, 36, 1.4],
];
