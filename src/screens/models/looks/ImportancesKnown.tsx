import { Button, SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Importances, Looks } from '../../../../workers/protocol/looks';
import { ImportanceChart } from '../../../charts/ImportanceChart';
import { fileNameFor } from '../../../charts/save';
import { useFormat, useLanguage } from '../../../i18n/format';
import { Gap } from '../../../ui/Gap';
import { Card } from '../../../ui/Section';
import { Term } from '../../../ui/Term';
import type { Run } from '../../../workbench/store';
import { barsOf, importancesOf, lookedAtName, nothingOf, titleOf, viewsOf, type Measure, type View } from './importance-view';
import styles from './looks.module.css';

/** Bars drawn before all are asked for. */
const FIRST = 12;

/** How much changes where one thing after the other is shuffled, by what is shuffled and what is measured. */
export function ImportancesKnown({ run, looks }: { run: Run; looks: Looks }) {
  const { t } = useTranslation();
  const views = viewsOf(looks);
  // Features that say nearly the same stand in for each other, so that groups say more at first sight.
  const [wanted, setView] = useState<View>(looks.tokens ? 'tokens' : 'groups');
  const view = views.includes(wanted) ? wanted : views[0]!;
  const [measure, setMeasure] = useState<Measure>('moved');
  const importances = importancesOf(looks, view);
  return (
    <Card>
      <div className={styles.card} data-importance={view}>
        <h3 className={styles.subtitle}>{t('looks.importance.title')}</h3>
        <div className={styles.controls}>
          {views.length > 1 ? (
            <SegmentedControl
              size="xs"
              aria-label={t('looks.importance.views.label')}
              data={views.map((value) => ({ value, label: t(`looks.importance.views.${value}`) }))}
              value={view}
              onChange={(value) => setView(value as View)}
            />
          ) : null}
          {importances.loss === null ? null : (
            <SegmentedControl
              size="xs"
              aria-label={t('looks.importance.measures.label')}
              data={(['moved', 'loss'] as const).map((value) => ({ value, label: t(`looks.importance.measures.${value}`) }))}
              value={measure}
              onChange={(value) => setMeasure(value as Measure)}
            />
          )}
          <span className={styles.muted}>
            <Term note={t('looks.importance.promise')}>{t('looks.how')}</Term>
          </span>
        </div>
        <Bars run={run} importances={importances} view={view} measure={importances.loss === null ? 'moved' : measure} />
      </div>
    </Card>
  );
}

interface BarsProps {
  readonly run: Run;
  readonly importances: Importances;
  readonly view: View;
  readonly measure: Measure;
}

/** The bars, with what they do and do not say. */
function Bars({ run, importances: { items, users, heldOut, repeats, chance, loss }, view, measure }: BarsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const language = useLanguage();
  const [every, setEvery] = useState(false);
  const { specs } = run.result;
  const all = useMemo(
    () => barsOf(items, view, measure, (of) => lookedAtName(of, specs, t, language)),
    [items, view, measure, specs, t, language],
  );
  const bars = useMemo(() => (every ? all : all.slice(0, FIRST)), [all, every]);
  const tokens = view === 'tokens';
  const axis = measure === 'moved' ? 'moved' : tokens ? 'tokenLoss' : 'featureLoss';
  const nothing = measure === 'moved' ? nothingOf(all, t, format) : null;
  return (
    <>
      <ImportanceChart
        title={titleOf(all, measure, loss, t, format)}
        fileName={fileNameFor(run.fileName, 'importance.png')}
        bars={bars}
        all={all}
        chance={measure === 'moved' ? chance : null}
        unit={measure === 'moved' ? 'share' : 'loss'}
        what={t(`looks.importance.what.${view}`)}
        measure={t(`looks.importance.measure.${axis}`)}
      />
      {all.length > FIRST ? (
        <Button variant="subtle" size="xs" className={styles.more} onClick={() => setEvery(!every)}>
          {every ? t('looks.importance.fewer', { count: FIRST }) : t('looks.importance.more', { count: all.length })}
        </Button>
      ) : null}
      {nothing ? <p>{nothing}</p> : null}
      <p className={styles.muted}>
        {format.sentences([
          measure === 'moved' ? t('looks.importance.worse', { chance: format.percent(chance, 0) }) : '',
          tokens ? t('looks.importance.tokensAlike') : view === 'features' ? t('looks.importance.alike') : '',
          tokens ? t('looks.importance.order') : '',
        ])}
        <Gap />
        {t(heldOut ? 'looks.importance.heldOut' : 'looks.importance.basis', {
          users: format.number(users),
          repeats: format.number(repeats),
        })}
      </p>
    </>
  );
}
