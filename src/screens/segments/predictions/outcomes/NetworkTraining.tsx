import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { defaultNetwork, networkOf, networkTraining, type NetworkRecipe } from '../../../../../workers/protocol/training-recipe';
import { Card } from '../../../../ui/Section';
import { chooseNetwork } from '../../../../workbench/predictions';
import { useWorkbench, type Run } from '../../../../workbench/store';
import { TrainingFields } from '../../../training/TrainingFields';
import { changedFields, readTraining, trainingFormOf } from '../../../training/training-form';
import { useTrainingForm } from '../../../training/use-training-form';

interface Props {
  readonly run: Run;
  /** They were asked for: with other choices they are worked out again. */
  readonly begun: boolean;
  /** Begins them anew where they have stopped; null where they follow by themselves, or were not asked for. */
  readonly resume: (() => void) | null;
}

const formOf = (network: NetworkRecipe) => trainingFormOf(networkTraining(network), network.classWeights, network.hidden);
const USUAL = formOf(defaultNetwork());

/** How the networks learn that foresee outcomes and value. */
export function NetworkTraining({ run, begun, resume }: Props) {
  const { t } = useTranslation();
  const busy = useWorkbench((state) => state.job !== null);
  const stands = formOf(run.result.recipe.predict?.network ?? defaultNetwork());
  const [form, change] = useTrainingForm(stands);
  const { read, problems } = readTraining(form, USUAL);
  const same = changedFields(form, stands).length === 0;
  const use = async () => {
    if (read && (await chooseNetwork(networkOf(read.hidden, read.training, read.classWeights)))) resume?.();
  };
  return (
    <Card>
      <TrainingFields
        form={form}
        usual={USUAL}
        problems={problems}
        disabled={busy}
        onChange={change}
        lead={t('outcomes.training.lead')}
        weights={{ name: (value) => t(`outcomes.weights.${value}`) }}
      >
        <Button size="xs" disabled={busy || same || !read} onClick={() => void use()}>
          {t(begun ? 'outcomes.training.again' : 'outcomes.training.apply')}
        </Button>
      </TrainingFields>
    </Card>
  );
}
