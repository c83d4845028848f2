import {
  DEFAULT_JOINT,
  DEFAULT_OPTIMIZER,
  DEFAULT_VARIATIONAL,
  defaultSequence,
  isSequenceEncoder,
  type OptimizerRecipe,
} from '../../../workers/protocol/encoder-recipe';
import type { SequenceEncoder } from '../../../workers/protocol/sequences';
import { TRAINING_NUMBERS, TRAINING_WHOLE } from '../../../workers/protocol/training-bounds';
import type { FieldReader } from '../../ui/field-reader';
import type { WorkbenchState } from '../../workbench/store';

export type EncoderSettings = WorkbenchState['settings']['encoder'];

/** How users are described, as text in fields. */
export interface EncoderForm {
  readonly kind: EncoderSettings['kind'];
  readonly hidden: string;
  readonly code: string;
  /** Of `fused`: which network reads the events. */
  readonly architecture: SequenceEncoder;
  readonly steps: string;
  readonly width: string;
  readonly layers: string;
  readonly masking: string;
  readonly corruption: string;
  readonly dropout: string;
  readonly learningRate: string;
  readonly batchSize: string;
  readonly epochs: string;
  readonly patience: string;
  readonly optimizer: OptimizerRecipe['kind'];
  readonly momentum: string;
  readonly weightDecay: string;
  readonly warmup: string;
  /** Of `variational`. */
  readonly beta: string;
  readonly betaWarmup: string;
  /** Of `idec`. */
  readonly gamma: string;
  readonly interval: string;
  readonly change: string;
  readonly jointSteps: string;
}

/** Bounds of the recipe's schema, beside those of all training: whole numbers, and others. */
const WHOLE_BOUNDS = {
  ...TRAINING_WHOLE,
  code: [1, 256],
  steps: [4, 256],
  layers: [1, 6],
  betaWarmup: [0, 1000],
  interval: [1, 100_000],
  jointSteps: [1, 10_000_000],
} as const;
const NUMBER_BOUNDS = {
  ...TRAINING_NUMBERS,
  masking: [0, 0.8],
  corruption: [0, 0.8],
  beta: [0.001, 100],
  gamma: [0.001, 100],
  change: [0, 0.5],
} as const;

export function encoderFormOf(encoder: EncoderSettings): EncoderForm {
  const { kind } = encoder;
  const { steps, width, layers, masking } = encoder.sequence ?? defaultSequence(isSequenceEncoder(kind) ? kind : 'gru');
  const { optimizer = DEFAULT_OPTIMIZER, variational = DEFAULT_VARIATIONAL, joint = DEFAULT_JOINT } = encoder;
  return {
    kind,
    hidden: encoder.hidden.join(', '),
    code: String(encoder.code),
    architecture: encoder.sequence?.architecture ?? 'gru',
    steps: String(steps),
    width: String(width),
    layers: String(layers),
    masking: String(masking),
    corruption: String(encoder.corruption ?? 0),
    dropout: String(encoder.dropout ?? 0),
    learningRate: String(encoder.learningRate),
    batchSize: String(encoder.batchSize),
    epochs: String(encoder.epochs),
    patience: String(encoder.patience),
    optimizer: optimizer.kind,
    momentum: String(optimizer.momentum),
    weightDecay: String(optimizer.weightDecay),
    warmup: String(optimizer.warmup),
    beta: String(variational.beta),
    betaWarmup: String(variational.warmup),
    gamma: String(joint.gamma),
    interval: String(joint.interval),
    change: String(joint.change),
    jointSteps: String(joint.steps),
  };
}

const WIDEST = 1024;

/**
 * The settings that the fields mean. Only the fields that the kind shows are read: what stands in the others is not wrong. Where a training was stopped holds for the same training
 * alone.
 */
export function readEncoder(form: EncoderForm, base: EncoderSettings, reader: FieldReader<keyof EncoderForm>): EncoderSettings {
  const { stopped, ...whole } = base;
  const read = readFields(form, whole, reader);
  return stopped && same(encoderFormOf(read), encoderFormOf(base)) ? { ...read, stopped } : read;
}

function readFields(form: EncoderForm, base: EncoderSettings, reader: FieldReader<keyof EncoderForm>): EncoderSettings {
  const whole = (field: keyof typeof WHOLE_BOUNDS) => reader.whole(field, WHOLE_BOUNDS[field]);
  const number = (field: keyof typeof NUMBER_BOUNDS) => reader.number(field, NUMBER_BOUNDS[field]);
  const { kind } = form;
  if (kind === 'none') return { ...base, kind };
  const { kind: _, sequence: _sequence, optimizer: _optimizer, dropout: _dropout, corruption: _corruption, ...others } = base;
  const { variational: _variational, joint: _joint, ...rest } = others;
  const training = {
    ...rest,
    kind,
    code: whole('code'),
    learningRate: number('learningRate'),
    batchSize: whole('batchSize'),
    epochs: whole('epochs'),
    patience: whole('patience'),
  };
  const optimizer = {
    kind: form.optimizer,
    momentum: form.optimizer === 'sgd' ? number('momentum') : DEFAULT_OPTIMIZER.momentum,
    weightDecay: number('weightDecay'),
    warmup: whole('warmup'),
  };
  const dropout = number('dropout');
  const moved = { ...training, ...(same(optimizer, DEFAULT_OPTIMIZER) ? {} : { optimizer }), ...(dropout === 0 ? {} : { dropout }) };
  const sequence = () => ({
    steps: whole('steps'),
    width: Number(form.width) as NonNullable<EncoderSettings['sequence']>['width'],
    layers: whole('layers'),
    masking: number('masking'),
  });
  if (isSequenceEncoder(kind)) return { ...moved, sequence: sequence() };
  const corruption = number('corruption');
  const dense = { ...moved, hidden: reader.widths('hidden', WIDEST), ...(corruption === 0 ? {} : { corruption }) };
  if (kind === 'fused') return { ...dense, sequence: { architecture: form.architecture, ...sequence() } };
  if (kind === 'variational') {
    const variational = { beta: number('beta'), warmup: whole('betaWarmup') };
    return { ...dense, ...(same(variational, DEFAULT_VARIATIONAL) ? {} : { variational }) };
  }
  if (kind === 'idec') {
    const joint = { gamma: number('gamma'), interval: whole('interval'), change: number('change'), steps: whole('jointSteps') };
    return { ...dense, ...(same(joint, DEFAULT_JOINT) ? {} : { joint }) };
  }
  return dense;
}

const same = (a: object, b: object) => JSON.stringify(a) === JSON.stringify(b);
