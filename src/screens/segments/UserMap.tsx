import { memo, useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { NOISE } from '../../../workers/protocol/model';
import { PointMap } from '../../charts/PointMap';
import type { PointCard } from '../../charts/point-map/HoverCard';
import { fileNameFor } from '../../charts/save';
import { featureName, featureValue } from '../../i18n/feature-words';
import { clip, useFormat } from '../../i18n/format';
import { isolate, select, toggleHidden } from '../../workbench/actions';
import { userRow } from '../../workbench/queries';
import { useWorkbench, type Run } from '../../workbench/store';
import { mainFigures } from './main-figures';
import { namesById, noiseOf, type NamedSegment } from './named-segments';
import styles from './segments.module.css';

/** What the map's hover card says of a user; a card is asked for by row of the run's matrix. */
export function useDescribe(run: Run | null, segments: readonly NamedSegment[]): (row: number) => Promise<PointCard | null> {
  const { t } = useTranslation();
  const language = useWorkbench((state) => state.language);
  return useCallback(
    async (row: number) => {
      if (!run || row < 0) return null;
      const user = await userRow(row);
      const { specs } = run.result;
      return {
        title: clip(user.id, 40),
        segment: user.segment,
        segmentName: user.segment === NOISE ? t('segments.none.name') : (namesById(segments)[user.segment] ?? ''),
        rows: mainFigures(specs).map((place) => ({
          name: featureName(specs[place]!, language),
          value: featureValue(user.values[place] ?? Number.NaN, specs[place]!, language),
        })),
      };
    },
    [run, segments, language, t],
  );
}

/** All users of the run as points. Points are rows of the matrix. */
export const UserMap = memo(function UserMap({
  run,
  segments,
  hovered,
}: {
  run: Run;
  segments: readonly NamedSegment[];
  hovered: number | null;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const hidden = useWorkbench((state) => state.hidden);
  const selection = useWorkbench((state) => state.selection);
  const { map, users } = run.result;
  const { labels } = run.result.segments;
  const entries = useMemo(() => {
    const named = segments.map(({ id, name, portrait }) => ({ id, name, share: format.percent(portrait.share, 0) }));
    const noise = noiseOf(run);
    return noise ? [...named, { id: NOISE, name: t('segments.none.name'), share: format.percent(noise.share, 0) }] : named;
  }, [segments, run, format, t]);
  const describe = useDescribe(run, segments);
  const focus = hovered ?? (selection?.kind === 'segment' ? selection.id : null);
  return (
    <div className={styles.map}>
      <PointMap
        title={t('segments.map.title', { users: format.number(users), count: segments.length })}
        fileName={fileNameFor(run.fileName, 'map.png')}
        points={map.points}
        labels={labels}
        index={map.index}
        explained={map.explained}
        segments={entries}
        hidden={hidden}
        focus={focus}
        marked={selection?.kind === 'users' ? selection.rows : null}
        selected={selection?.kind === 'user' ? selection.row : null}
        onToggle={toggleHidden}
        onIsolate={isolate}
        onPoint={(row) => select({ kind: 'user', row })}
        onLasso={(rows) => select({ kind: 'users', rows })}
        describe={describe}
      />
    </div>
  );
});
