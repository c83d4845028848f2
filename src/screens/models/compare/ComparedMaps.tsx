import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NOISE } from '../../../../workers/protocol/model';
import type { ComparedNames, RunInfo } from '../../../../workers/protocol/runs';
import { PointMap } from '../../../charts/PointMap';
import type { LegendEntry } from '../../../charts/point-map/MapLegend';
import { robustBounds } from '../../../charts/point-map/view';
import { fileNameFor } from '../../../charts/save';
import { useFormat, useLanguage } from '../../../i18n/format';
import { runName } from '../run-names';
import { nameIn } from './compared-names';
import type { Compared } from './use-compared';
import styles from './compare.module.css';

interface Props {
  readonly compared: Compared;
  readonly names: ComparedNames;
}

/** The users on the map of the first run, twice: in the colours of either run's segments. A segment that is hidden is hidden on both. */
export function ComparedMaps({ compared: { first, second, comparison }, names }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const language = useLanguage();
  const [hidden, setHidden] = useState<ReadonlySet<number>>(new Set());
  const { points, labels, otherPoints, otherLabels, explained } = comparison;
  const bounds = useMemo(() => robustBounds(points), [points]);
  const shown = useMemo(
    () => [...new Set([...labels, ...otherLabels])].sort((a, b) => Number(a === NOISE) - Number(b === NOISE) || a - b),
    [labels, otherLabels],
  );
  const toggle = (id: number) => {
    const next = new Set(hidden);
    if (!next.delete(id)) next.add(id);
    setHidden(next);
  };
  const isolate = (id: number) => {
    const others = shown.filter((other) => other !== id);
    const alone = !hidden.has(id) && others.every((other) => hidden.has(other));
    setHidden(new Set(alone ? [] : others));
  };
  const map = (side: 'from' | 'to', run: RunInfo, of: Float32Array, segments: Int32Array) => (
    <div className={styles.map} data-map={side}>
      <h3 className={styles.mapTitle}>{t(side === 'from' ? 'models.compare.first' : 'models.compare.second')}</h3>
      <div className={styles.mapBox}>
        <PointMap
          title={t('models.compare.mapOf', {
            name: runName(run, language),
            users: format.number(segments.length),
            segments: t('models.runs.segments', { count: run.segments.length }),
          })}
          fileName={fileNameFor(run.files[0] ?? 'shoal', side === 'from' ? 'run-1.png' : 'run-2.png')}
          points={of}
          labels={segments}
          bounds={bounds}
          explained={explained}
          segments={legend(segments, (id) => (id === NOISE ? names.none : nameIn(names, side, id)), format.percent)}
          hidden={hidden}
          focus={null}
          onToggle={toggle}
          onIsolate={isolate}
        />
      </div>
    </div>
  );
  return (
    <>
      <div className={styles.maps}>
        {map('from', first, points, labels)}
        {map('to', second, otherPoints, otherLabels)}
      </div>
      <p className={styles.muted}>{t('models.compare.matched')}</p>
    </>
  );
}

/** The segments that there are, noise last. */
function legend(labels: Int32Array, name: (id: number) => string, percent: (share: number, digits: number) => string): LegendEntry[] {
  const sizes = new Map<number, number>();
  for (const label of labels) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  return [...sizes]
    .sort(([a], [b]) => Number(a === NOISE) - Number(b === NOISE) || a - b)
    .map(([id, users]) => ({ id, name: name(id), share: percent(users / labels.length, 0) }));
}
