import { TRAINING_NUMBERS, TRAINING_WHOLE } from '../../../workers/protocol/training-bounds';
import type { ClassWeights, TrainingRecipe } from '../../../workers/protocol/training-recipe';
import { FieldReader, type FieldProblem } from '../../ui/field-reader';

const WIDEST = 256;

export type TrainingNumber = keyof typeof TRAINING_WHOLE | keyof typeof TRAINING_NUMBERS;

/** How a network is trained, as its fields have it: numbers as text. */
export interface TrainingForm extends Readonly<Record<TrainingNumber, string>> {
  readonly optimizer: TrainingRecipe['optimizer'];
  readonly classWeights: ClassWeights;
  /** Widths of the hidden layers; empty where the network is built as something else is. */
  readonly hidden: string;
}

export type TrainingField = keyof TrainingForm;

/** In the order in which they are shown. */
const TRAINING_FIELDS = [
  'classWeights',
  'hidden',
  'optimizer',
  'learningRate',
  'batchSize',
  'warmup',
  'weightDecay',
  'momentum',
  'dropout',
  'epochs',
  'patience',
] as const satisfies readonly TrainingField[];

/** What the fields say of a network, or what is wrong with them. */
export interface ReadTraining {
  readonly problems: Partial<Record<TrainingField, FieldProblem>>;
  /** Null where something is wrong. */
  readonly read: { readonly training: TrainingRecipe; readonly classWeights: ClassWeights; readonly hidden: readonly number[] } | null;
}

/** @param hidden null where the network has no hidden layers of its own */
export function trainingFormOf(training: TrainingRecipe, classWeights: ClassWeights, hidden: readonly number[] | null): TrainingForm {
  const { optimizer, ...numbers } = training;
  const texts = Object.fromEntries(Object.entries(numbers).map(([field, value]) => [field, String(value)])) as Record<
    TrainingNumber,
    string
  >;
  return { ...texts, optimizer, classWeights, hidden: hidden?.join(', ') ?? '' };
}

/**
 * Only what is shown is read: momentum stays at `usual` where the optimizer has none.
 *
 * @param usual the fields at their defaults
 */
export function readTraining(form: TrainingForm, usual: TrainingForm): ReadTraining {
  const reader = new FieldReader<TrainingField>(form.optimizer === 'sgd' ? form : { ...form, momentum: usual.momentum });
  const whole = (field: keyof typeof TRAINING_WHOLE) => reader.whole(field, TRAINING_WHOLE[field]);
  const number = (field: keyof typeof TRAINING_NUMBERS) => reader.number(field, TRAINING_NUMBERS[field]);
  const training: TrainingRecipe = {
    optimizer: form.optimizer,
    momentum: number('momentum'),
    learningRate: number('learningRate'),
    warmup: whole('warmup'),
    batchSize: whole('batchSize'),
    weightDecay: number('weightDecay'),
    dropout: number('dropout'),
    epochs: whole('epochs'),
    patience: whole('patience'),
  };
  const hidden = usual.hidden === '' ? [] : reader.widths('hidden', WIDEST);
  const { problems } = reader;
  return { problems, read: reader.wrong ? null : { training, classWeights: form.classWeights, hidden } };
}

/** Fields that differ from another form's, however their numbers are written; momentum counts where both optimizers have one. */
export function changedFields(form: TrainingForm, from: TrainingForm): TrainingField[] {
  const shown = (field: TrainingField) => field !== 'momentum' || form.optimizer === 'sgd';
  return TRAINING_FIELDS.filter((field) => shown(field) && !alike(form[field], from[field]));
}

/** «0.0020» is «0.002», and «32,16» is «32, 16». */
function alike(a: string, b: string): boolean {
  const parts = (text: string) => text.split(/[,，、;\s]+/).filter(Boolean);
  const same = (one: string, other: string | undefined) => one === other || (one !== '' && Number(one) === Number(other));
  const [first, second] = [parts(a), parts(b)];
  return first.length === second.length && first.every((part, i) => same(part, second[i]));
}
