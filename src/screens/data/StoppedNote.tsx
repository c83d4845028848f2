import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useFormat } from '../../i18n/format';
import { Note } from '../../ui/Note';
import { Gap } from '../../ui/Gap';
import { buildSegments, changeSettings } from '../../workbench/actions';
import { recipeOf } from '../../workbench/actions/settings';
import { madeDo } from '../../workbench/stopped-training';
import { useWorkbench, type WorkbenchState } from '../../workbench/store';

/** Of the file and the settings that are there now. */
function stoppedNow(state: WorkbenchState): WorkbenchState['stopped'] {
  const { stopped, draft, engineLost } = state;
  if (!stopped || engineLost || stopped.file !== draft?.file || !draft.quality) return null;
  return JSON.stringify(recipeOf(state)) === JSON.stringify(stopped.recipe) ? stopped : null;
}

/** After a cancel in mid-training: to go on from there, or to make do with what was learned. */
export function StoppedNote() {
  const { t } = useTranslation();
  const format = useFormat();
  const [, navigate] = useLocation();
  const stopped = useWorkbench(stoppedNow);
  const busy = useWorkbench((state) => state.job !== null);
  if (!stopped) return null;
  const { recipe, epoch, part } = stopped;
  const build = async () => {
    if (await buildSegments()) navigate('/segments');
  };
  const use = async () => {
    changeSettings({ encoder: madeDo(stopped) });
    await build();
  };
  const params = { count: epoch, epoch: format.number(epoch), epochs: format.number(recipe.encoder.epochs) };
  return (
    <Note
      role="status"
      title={t(`data.stopped.title.${part}`, params)}
      action={
        <>
          <Button size="xs" disabled={busy} onClick={() => void build()}>
            {t('data.stopped.goOn')}
          </Button>
          <Button size="xs" variant="default" disabled={busy} onClick={() => void use()}>
            {t('data.stopped.use')}
          </Button>
        </>
      }
    >
      {t('data.stopped.held')}
      <Gap />
      {t(`data.stopped.body.${part}`, params)}
    </Note>
  );
}
