import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { KDistanceChart } from '../../charts/KDistanceChart';
import { fileNameFor } from '../../charts/save';
import { useFormat } from '../../i18n/format';
import { Card } from '../../ui/Section';
import type { Run } from '../../workbench/store';
import styles from './segments.module.css';
import { Gap } from '../../ui/Gap';

/** Where the segments are dense regions: what counted as dense, and where to change it. */
export const DensitySection = memo(function DensitySection({ run }: { run: Run }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { users, recipe, segments } = run.result;
  const { density } = segments;
  if (!density) return null;
  const { epsilon, minPoints, minClusterSize, curve, rows } = density;
  const figures = {
    users: format.number(rows),
    epsilon: format.significant(epsilon ?? Number.NaN),
    minPoints: format.number(minPoints),
    size: format.number(minClusterSize ?? 0),
  };
  const byHand = recipe.clustering.density?.epsilon != null;
  const notes = (
    <p className={styles.muted}>
      {format.sentences([
        t(epsilon === null ? 'segments.density.hdbscan' : byHand ? 'segments.density.dbscanByHand' : 'segments.density.dbscan', figures),
        rows < users ? t('segments.density.sampled', figures) : '',
      ])}
      <Gap />
      <Link href="/data">{t('segments.density.change')}</Link>
    </p>
  );
  if (epsilon === null || curve === null) return <Card>{notes}</Card>;
  return (
    <Card>
      <KDistanceChart
        title={t('segments.density.title', figures)}
        fileName={fileNameFor(run.fileName, 'k-distance.png')}
        curve={curve}
        epsilon={epsilon}
        minPoints={minPoints}
      />
      {notes}
    </Card>
  );
});
