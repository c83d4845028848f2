import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { BANDS } from '../../charts/psi-heatmap';
import { PsiHeatmap } from '../../charts/PsiHeatmap';
import { fileNameFor } from '../../charts/save';
import type { WindowBar } from '../../charts/share-timeline';
import { useFormat } from '../../i18n/format';
import { Term } from '../../ui/Term';
import { select } from '../../workbench/actions';
import { useWorkbench, type Run } from '../../workbench/store';
import { windowInSentence } from './movement/window-words';
import { heat } from './timeline-view';
import styles from './drift.module.css';

/** PSI of every feature against the reference, window by window. */
export const HeatSection = memo(function HeatSection({
  run,
  bars,
  chosen,
}: {
  run: Run;
  bars: readonly WindowBar[];
  chosen: number | null;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const language = useWorkbench((state) => state.language);
  const { timeline, specs, recipe } = run.result;
  const { psiAct } = recipe.track.thresholds;
  const { features, cells, strongest } = useMemo(() => heat(timeline, specs, psiAct, language), [timeline, specs, psiAct, language]);
  const title = strongest
    ? t('drift.heat.title', {
        feature: features[strongest.feature] ?? '',
        psi: format.number(strongest.psi, 2),
        window: windowInSentence(timeline, strongest.window, language),
      })
    : t('drift.heat.quiet');
  return (
    <PsiHeatmap
      title={title}
      fileName={fileNameFor(run.fileName, 'psi.png')}
      windows={bars}
      features={features}
      cells={cells}
      psiAct={psiAct}
      selectedWindow={chosen}
      onCell={(index) => {
        if (timeline.windows[index]) select({ kind: 'window', index });
      }}
    >
      <div className={styles.heatLegend}>
        <Term note={t('drift.heat.note')}>{t('drift.heat.legend')}</Term>
        <ul>
          {BANDS.map((band) => (
            <li key={band}>
              <span className={styles.swatch} data-band={band} /> {t(`drift.heat.${band}`, { psi: format.number(psiAct, 3) })}
            </li>
          ))}
        </ul>
      </div>
    </PsiHeatmap>
  );
});
