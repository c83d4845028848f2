import { useMemo } from 'react';
import type { UpdateProposal } from '../../../workers/protocol/update';
import { nameOf } from '../../workbench/names';
import { useWorkbench } from '../../workbench/store';

/** Names by segment number: those on the screen, and of segments that would emerge those that were made for them. */
export function useProposalNames(proposal: UpdateProposal): readonly string[] {
  const run = useWorkbench((state) => state.run);
  const edited = useWorkbench((state) => state.names);
  const language = useWorkbench((state) => state.language);
  return useMemo(() => {
    const names: string[] = [];
    for (const portrait of proposal.after.segments.portraits) names[portrait.id] = nameOf(portrait, {}, language);
    for (const portrait of run?.result.segments.portraits ?? []) names[portrait.id] = nameOf(portrait, edited, language);
    return names;
  }, [proposal, run, edited, language]);
}
