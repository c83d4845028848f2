import { memo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WindowBar } from '../../../charts/share-timeline';
import { Note } from '../../../ui/Note';
import { Card } from '../../../ui/Section';
import { useWorkbench, type Run } from '../../../workbench/store';
import type { NamedSegment } from '../../segments/named-segments';
import { Transitions } from './Transitions';
import { useMigration } from './use-migration';
import { WhoMoved } from './WhoMoved';
import { latestPair, type WindowPair } from './window-pair';
import { WindowPicker } from './WindowPicker';
import { windowInSentence } from './window-words';
import styles from './movement.module.css';

interface Props {
  readonly run: Run;
  readonly segments: readonly NamedSegment[];
  readonly bars: readonly WindowBar[];
}

/** Who moved between two windows, and what became of the segments. Both follow the windows chosen. */
export const Movement = memo(function Movement({ run, segments, bars }: Props) {
  const { t } = useTranslation();
  const language = useWorkbench((state) => state.language);
  const { timeline } = run.result;
  const [chosen, setChosen] = useState(() => ({ timeline, pair: startPair(run) }));
  // Other windows, or segments built anew: what was chosen among the old ones means nothing.
  const pair = chosen.timeline === timeline ? chosen.pair : latestPair(timeline);
  const { migration, failed } = useMigration(timeline, pair);
  const section = useRef<HTMLElement>(null);
  const choose = (next: WindowPair) => setChosen({ timeline, pair: next });
  const showFlows = (next: WindowPair) => {
    choose(next);
    section.current?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <>
      <Card>
        <section ref={section} className={styles.movement} aria-label={t('movement.title')}>
          <div className={styles.head}>
            <h2 className={styles.sectionTitle}>{t('movement.title')}</h2>
            {pair ? <WindowPicker timeline={timeline} bars={bars} pair={pair} onChange={choose} /> : null}
          </div>
          {pair ? null : <p className={styles.muted}>{t('movement.single')}</p>}
          {failed ? <Note tone="act">{t('movement.failed')}</Note> : null}
          {pair && !migration && !failed ? (
            <p className={styles.waiting} role="status">
              {t('movement.loading', {
                from: windowInSentence(timeline, pair.from, language),
                to: windowInSentence(timeline, pair.to, language),
              })}
            </p>
          ) : null}
          {migration ? <WhoMoved run={run} segments={segments} bars={bars} migration={migration} /> : null}
        </section>
      </Card>
      <Card>
        <Transitions run={run} segments={segments} pair={pair} migration={migration} onPair={showFlows} />
      </Card>
    </>
  );
});

/** The windows of a flow that is selected, so that coming back to the screen finds it; else the latest ones. */
function startPair(run: Run): WindowPair | null {
  const { selection } = useWorkbench.getState();
  const { windows } = run.result.timeline;
  if (selection?.kind === 'flow' && windows[selection.from] && windows[selection.to]) return { from: selection.from, to: selection.to };
  return latestPair(run.result.timeline);
}
