import { useTranslation } from 'react-i18next';
import { clip, useFormat } from '../../i18n/format';
import type { Run } from '../../workbench/store';
import type { NamedSegment } from './named-segments';
import styles from './segments.module.css';

/** The finding in one line: how many segments of how many users, and which holds most. */
export function Headline({ run, segments }: { run: Run; segments: readonly NamedSegment[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { users, recipe } = run.result;
  const { sample } = recipe.cleaning;
  const first = segments[0];
  if (!first) return null;
  const { valueShare, share } = first.portrait;
  const inside = segments.reduce((sum, { portrait }) => sum + portrait.size, 0);
  const all = format.number(users);
  const params = {
    count: segments.length,
    users: inside < users ? t('segments.headline.some', { inside: format.number(inside), users: all }) : all,
    name: clip(first.name, 80),
  };
  return (
    <div className={styles.headline}>
      <h1 className={styles.title}>
        {valueShare === null
          ? t('segments.headline.size', { ...params, share: format.percent(share, 0) })
          : t('segments.headline.value', { ...params, share: format.percent(valueShare, 0) })}
      </h1>
      {sample ? <p className={styles.muted}>{t('segments.headline.sample', { share: format.percent(sample.share, 0) })}</p> : null}
    </div>
  );
}
