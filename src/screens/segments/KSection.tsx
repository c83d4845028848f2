import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { KChart } from '../../charts/KChart';
import { fileNameFor } from '../../charts/save';
import { useFormat } from '../../i18n/format';
import { Card } from '../../ui/Section';
import { KeptKNote } from '../update/KeptKNote';
import type { Run } from '../../workbench/store';

/** The figures for every k that was tried. */
export const KSection = memo(function KSection({ run }: { run: Run }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { validity, segments } = run.result;
  if (validity.length === 0 || segments.density) return null;
  if (segments.choice.rule === 'kept') return <KeptKNote k={segments.k} kind={run.result.kind} />;
  const best = validity.reduce((a, b) => (b.silhouette > a.silhouette ? b : a));
  const params = { best: best.k, chosen: segments.k, silhouette: format.fixed(best.silhouette, 2) };
  return (
    <Card>
      <KChart
        title={best.k === segments.k ? t('segments.quality.chartTitleSame', params) : t('segments.quality.chartTitle', params)}
        fileName={fileNameFor(run.fileName, 'k.png')}
        validity={validity}
        chosen={segments.k}
      />
    </Card>
  );
});
