import { Button, SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Looks } from '../../../../workers/protocol/looks';
import { ImportanceChart } from '../../../charts/ImportanceChart';
import { fileNameFor } from '../../../charts/save';
import { useFormat, useLanguage } from '../../../i18n/format';
import { Card } from '../../../ui/Section';
import type { Run } from '../../../workbench/store';
import { barsOf, importancesOf, lookedAtName, nothingOf, titleOf, viewsOf, type Measure, type View } from './importance-view';
import styles from './looks.module.css';

/** Bars drawn before all are asked for. */
const FIRST = 12;

/** How much changes where one thing after the other is shuffled, with what that does and does not say. */
export function ImportancesKnown({ run, looks }: { run: Run; looks: Looks }) {
  const { t } = useTranslation();
  const format = useFormat();
  const language = useLanguage();
  const views = viewsOf(looks);
  const [wanted, setView] = useState<View>(looks.tokens ? 'tokens' : 'features');
  const view = views.includes(wanted) ? wanted : views[0]!;
  const [measure, setMeasure] = useState<Measure>('moved');
  const [every, setEvery] = useState(false);
  const importances = importancesOf(looks, view);
  const { users, heldOut, repeats, chance, loss } = importances;
  const measured: Measure = loss === null ? 'moved' : measure;
  const { specs } = run.result;
  const all = useMemo(
    () => barsOf(importances.items, view, measured, (of) => lookedAtName(of, specs, t, language)),
    [importances, view, measured, specs, t, language],
  );
  const bars = useMemo(() => (every ? all : all.slice(0, FIRST)), [all, every]);
  const tokens = view === 'tokens';
  const axis = measured === 'moved' ? 'moved' : tokens ? 'tokenLoss' : 'featureLoss';
  const nothing = measured === 'moved' ? nothingOf(all, t, format) : null;
  return (
    <Card>
      <div className={styles.card} data-importance={view}>
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
          {loss === null ? null : (
            <SegmentedControl
              size="xs"
              aria-label={t('looks.importance.measures.label')}
              data={(['moved', 'loss'] as const).map((value) => ({ value, label: t(`looks.importance.measures.${value}`) }))}
              value={measure}
              onChange={(value) => setMeasure(value as Measure)}
            />
          )}
        </div>
        <ImportanceChart
          title={titleOf(all, measured, loss, t, format)}
          fileName={fileNameFor(run.fileName, 'importance.png')}
          bars={bars}
          all={all}
          chance={measured === 'moved' ? chance : null}
          unit={measured === 'moved' ? 'share' : 'loss'}
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
          {measured === 'moved' ? t('looks.importance.worse', { chance: format.percent(chance, 0) }) : null}{' '}
          {t(tokens ? 'looks.importance.tokensAlike' : 'looks.importance.alike')} {tokens ? t('looks.importance.order') : null}{' '}
          {t(heldOut ? 'looks.importance.heldOut' : 'looks.importance.basis', {
            users: format.number(users),
            repeats: format.number(repeats),
          })}
        </p>
      </div>
    </Card>
  );
}
