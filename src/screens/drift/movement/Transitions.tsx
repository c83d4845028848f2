import { useTranslation } from 'react-i18next';
import type { Migration } from '../../../../workers/protocol/movement';
import type { Transition } from '../../../../workers/protocol/update';
import { useWorkbench, type Run } from '../../../workbench/store';
import { inWindow } from '../alert-sentence';
import { namesById, type NamedSegment } from '../../segments/named-segments';
import { TransitionGlyph } from './TransitionGlyph';
import { transitionSentence } from './transition-words';
import type { WindowPair } from './window-pair';
import { windowInSentence } from './window-words';
import styles from './movement.module.css';

interface Props {
  readonly run: Run;
  readonly segments: readonly NamedSegment[];
  readonly pair: WindowPair | null;
  readonly migration: Migration | null;
  readonly onPair: (pair: WindowPair) => void;
}

/** What became of the segments: along the whole time, and taken by themselves between the two windows chosen. */
export function Transitions({ run, segments, pair, migration, onPair }: Props) {
  const { t } = useTranslation();
  const language = useWorkbench((state) => state.language);
  const { timeline, transitions } = run.result;
  const names = namesById(segments);
  const along = transitions.filter(({ transition }) => transition.kind !== 'survives');
  const between = migration?.transitions.filter(({ kind }) => kind !== 'survives') ?? [];
  const windows = migration
    ? {
        from: windowInSentence(timeline, migration.from, language),
        to: windowInSentence(timeline, migration.to, language),
      }
    : null;
  return (
    <section className={styles.transitions} aria-label={t('movement.transitions.title')}>
      <h2 className={styles.sectionTitle}>{t('movement.transitions.title')}</h2>
      <div className={styles.transitionColumns}>
        <div>
          <h3 className={styles.subtitle}>{t('movement.transitions.along')}</h3>
          {along.length === 0 ? (
            <p className={styles.muted}>{timeline.tooShort ? t('movement.transitions.short') : t('movement.transitions.stayed')}</p>
          ) : (
            <ol className={styles.list}>
              {along.map(({ window, transition }, i) => {
                const at = { from: Math.max(0, window - 1), to: Math.max(1, window) };
                return (
                  <li key={i}>
                    <TransitionButton
                      transition={transition}
                      sentence={transitionSentence(transition, { names, language, when: inWindow(timeline, window, language) })}
                      pressed={pair?.from === at.from && pair.to === at.to}
                      onClick={() => onPair(at)}
                    />
                  </li>
                );
              })}
            </ol>
          )}
        </div>
        {windows ? (
          <div>
            <h3 className={styles.subtitle}>{t('movement.transitions.between', windows)}</h3>
            {between.length === 0 ? (
              <p className={styles.muted}>{t('movement.transitions.stayedBetween')}</p>
            ) : (
              <>
                <ul className={styles.list}>
                  {between.map((transition, i) => (
                    <li key={i} className={styles.transition}>
                      <TransitionGlyph transition={transition} />
                      <span>
                        {transitionSentence(transition, { names, language, when: t('movement.transitions.betweenWhen', windows) })}
                      </span>
                    </li>
                  ))}
                </ul>
                <p className={styles.muted}>{t('movement.transitions.chance')}</p>
              </>
            )}
          </div>
        ) : null}
      </div>
    </section>
  );
}

interface ButtonProps {
  readonly transition: Transition;
  readonly sentence: string;
  readonly pressed: boolean;
  readonly onClick: () => void;
}

function TransitionButton({ transition, sentence, pressed, onClick }: ButtonProps) {
  const { t } = useTranslation();
  return (
    <button type="button" className={styles.transition} aria-pressed={pressed} title={t('movement.transitions.show')} onClick={onClick}>
      <TransitionGlyph transition={transition} />
      <span>{sentence}</span>
    </button>
  );
}
