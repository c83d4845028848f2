import { memo, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WhomToRead } from '../../../../workers/protocol/looks';
import { readsEvents } from '../../../../workers/protocol/encoder-recipe';
import { Section } from '../../../ui/Section';
import { useUserLook } from '../../../workbench/looks';
import { useWorkbench, type Run } from '../../../workbench/store';
import { useSegments } from '../../segments/named-segments';
import { ImportanceCard } from './ImportanceCard';
import { LayersCard } from './LayersCard';
import { typesOf } from '../../../i18n/type-words';
import { withTypeWords } from './user-view';
import { UserCard } from './UserCard';
import styles from './looks.module.css';

/** What the segments rest on, what speaks for one user's segment, what the layers make of users. */
export const LooksSection = memo(function LooksSection({ run }: { run: Run }) {
  const { t } = useTranslation();
  const segments = useSegments();
  const selected = useWorkbench(({ selection }) => (selection?.kind === 'user' ? selection.row : null));
  /** A typical user was asked for while this one was selected; another selection counts again. */
  const [asked, setAsked] = useState<{ readonly segment: number | null; readonly instead: number | null }>({
    segment: null,
    instead: null,
  });
  const ofSelected = selected !== null && selected !== asked.instead;
  // Other segments may have come since.
  const typical = segments.some(({ id }) => id === asked.segment) ? asked.segment : null;
  const whom = useMemo<WhomToRead>(() => (ofSelected ? { row: selected } : { segment: typical }), [ofSelected, selected, typical]);
  const answer = useUserLook(run, whom);
  const { encoder } = run.result.recipe;
  const language = useWorkbench((state) => state.language);
  const look = useMemo(
    () => (answer.kind === 'known' && answer.result ? { ...answer, result: withTypeWords(answer.result, typesOf(run), language) } : answer),
    [answer, run, language],
  );
  return (
    <Section title={t('looks.title')} lead={t('looks.lead')}>
      <div className={styles.cards}>
        <ImportanceCard run={run} />
        <UserCard
          run={run}
          segments={segments}
          reads={readsEvents(encoder.kind)}
          look={look}
          ofSelected={ofSelected}
          onTypical={(segment) => setAsked({ segment, instead: selected })}
        />
        <LayersCard run={run} segments={segments} look={look.kind === 'known' ? look.result : null} />
      </div>
    </Section>
  );
});
