import { BY_RULE, isDensityMethod, K_MAX, K_MIN } from '../../../workers/protocol/recipe';
import type { WorkbenchState } from '../../workbench/store';
import { encoderFormOf, NUMBER_BOUNDS, readEncoder, WHOLE_BOUNDS, type EncoderForm } from './encoder-form';
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

/** Key under `data.settings.invalid`, with its figures. */
export interface FieldProblem {
  readonly key: 'widths' | 'whole' | 'number' | 'day' | 'order';
  readonly low?: number;
  readonly high?: number;
}

export type FieldProblems = Partial<Record<keyof SettingsForm, FieldProblem>>;

/** Bounds of the recipe's schema, beside those of the encoder. */
const BOUNDS = { ...WHOLE_BOUNDS, seed: [0, 4294967295], minPoints: [2, 10_000], minClusterSize: [2, 1_000_000_000] } as const;
const DISTANCE = [1e-6, 1e6] as const;

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
  const problems: FieldProblems = {};

  const within = (field: keyof SettingsForm, value: number, [low, high]: readonly [number, number], key: 'whole' | 'number'): number => {
    if (!(value >= low && value <= high)) problems[field] = { key, low, high };
    return value;
  };
  const whole = (field: keyof typeof BOUNDS): number => {
    const text = form[field].trim();
    return within(field, /^\d+$/.test(text) ? Number(text) : Number.NaN, BOUNDS[field], 'whole');
  };
  const number = (field: keyof typeof NUMBER_BOUNDS): number => {
    const text = form[field].trim();
    return within(field, text === '' ? Number.NaN : Number(text), NUMBER_BOUNDS[field], 'number');
  };
  const widths = (text: string): number[] => {
    const found = text
      .split(/[,，、;\s]+/)
      .filter(Boolean)
      .map((width) => (/^\d+$/.test(width) ? Number(width) : Number.NaN));
    if (found.length < 1 || found.length > 4 || !found.every((width) => width >= 1 && width <= 1024)) problems.hidden = { key: 'widths' };
    return found;
  };

  const seed = whole('seed');
  const density = { ...BY_RULE, ...base.clustering.density };
  if (form.method === 'dbscan') {
    density.epsilon = form.epsilon.trim() === '' ? null : within('epsilon', Number(form.epsilon), DISTANCE, 'number');
    density.minPoints = form.minPoints.trim() === '' ? null : whole('minPoints');
  }
  if (form.method === 'hdbscan') density.minClusterSize = form.minClusterSize.trim() === '' ? null : whole('minClusterSize');
  const encoder = readEncoder(form, base.encoder, { whole, number, widths });

  const day = (field: 'from' | 'to', plusDays: number): number | null => {
    if (form[field] === '') return null;
    const ms = dayStart(form[field], timeZone, plusDays);
    if (ms === null) problems[field] = { key: 'day' };
    return ms;
  };
  const from = day('from', 0);
  const to = day('to', 1);
  if (from !== null && to !== null && to <= from) problems.to = { key: 'order' };

  if (Object.keys(problems).length > 0) return { settings: null, problems };
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
