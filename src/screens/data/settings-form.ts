import { BY_RULE, isDensityMethod, K_MAX, K_MIN } from '../../../workers/protocol/recipe';
import { FieldReader, type FieldProblem } from '../../ui/field-reader';
import type { WorkbenchState } from '../../workbench/store';
import { encoderFormOf, readEncoder, type EncoderForm } from './encoder-form';
import { dayOf, dayStart } from './zoned-day';

export type Settings = WorkbenchState['settings'];

/** The settings as text in their fields. */
export interface SettingsForm extends EncoderForm {
  readonly method: Settings['clustering']['method'];
  /** `auto` or a number. */
  readonly k: string;
  /** Of the methods by density; empty: by the rule. */
  readonly epsilon: string;
  readonly minPoints: string;
  readonly minClusterSize: string;
  readonly seed: string;
  /** Days `yyyy-mm-dd` in the file's time zone, both within the period; empty for the whole file. */
  readonly from: string;
  readonly to: string;
}

export type FieldProblems = Partial<Record<keyof SettingsForm, FieldProblem>>;

/** Bounds of the recipe's schema, beside those of the encoder. */
const BOUNDS = { seed: [0, 4294967295], minPoints: [2, 10_000], minClusterSize: [2, 1_000_000_000], epsilon: [1e-6, 1e6] } as const;

export const K_CHOICES: readonly number[] = Array.from({ length: K_MAX - K_MIN + 1 }, (_, i) => K_MIN + i);

export function formOf(settings: Settings, timeZone: string): SettingsForm {
  const { encoder, clustering, seed, features } = settings;
  const { epsilon, minPoints, minClusterSize } = clustering.density ?? BY_RULE;
  return {
    ...encoderFormOf(encoder),
    method: clustering.method,
    k: clustering.k === null ? 'auto' : String(clustering.k),
    epsilon: textOf(epsilon),
    minPoints: textOf(minPoints),
    minClusterSize: textOf(minClusterSize),
    seed: String(seed),
    from: features.from === null ? '' : dayOf(features.from, timeZone),
    to: features.to === null ? '' : dayOf(features.to - 1, timeZone),
  };
}

const textOf = (figure: number | null) => (figure === null ? '' : String(figure));

/** Reads the fields: the settings that they mean over `base`, or what is wrong with each. */
export function readForm(form: SettingsForm, base: Settings, timeZone: string): { settings: Settings | null; problems: FieldProblems } {
  const reader = new FieldReader<keyof SettingsForm>(form);
  const empty = (field: keyof typeof BOUNDS) => form[field].trim() === '';
  const whole = (field: keyof typeof BOUNDS) => reader.whole(field, BOUNDS[field]);
  const seed = whole('seed');
  const density = { ...BY_RULE, ...base.clustering.density };
  if (form.method === 'dbscan') {
    density.epsilon = empty('epsilon') ? null : reader.number('epsilon', BOUNDS.epsilon);
    density.minPoints = empty('minPoints') ? null : whole('minPoints');
  }
  if (form.method === 'hdbscan') density.minClusterSize = empty('minClusterSize') ? null : whole('minClusterSize');
  const encoder = readEncoder(form, base.encoder, reader);

  const day = (field: 'from' | 'to', plusDays: number): number | null => {
    if (form[field] === '') return null;
    const ms = dayStart(form[field], timeZone, plusDays);
    if (ms === null) reader.note(field, { key: 'day' });
    return ms;
  };
  const from = day('from', 0);
  const to = day('to', 1);
  if (from !== null && to !== null && to <= from) reader.note('to', { key: 'order' });

  const { problems } = reader;
  if (reader.wrong) return { settings: null, problems };
  const k = form.k === 'auto' ? null : Number(form.k);
  return {
    settings: {
      ...base,
      seed,
      encoder,
      clustering: { ...base.clustering, method: form.method, k, ...(isDensityMethod(form.method) && { density }) },
      features: { ...base.features, from, to },
    },
    problems,
  };
}
