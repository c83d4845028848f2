import { useTranslation } from 'react-i18next';
import { useImportances } from '../../../workbench/looks';
import type { Run } from '../../../workbench/store';
import { Pending } from '../../segments/predictions/Pending';
import { ImportancesKnown } from './ImportancesKnown';

/** What the segments rest on: asked for, since everything is shuffled in turn. */
export function ImportanceCard({ run }: { run: Run }) {
  const { t } = useTranslation();
  const state = useImportances(run);
  if (state.kind === 'lost') return null;
  if (state.kind === 'known') return <ImportancesKnown run={run} looks={state.result} />;
  return (
    <Pending
      state={state}
      title={t('looks.importance.title')}
      label={t('looks.importance.working')}
      start={t('looks.importance.start')}
      promise={t('looks.importance.promise')}
    />
  );
}
