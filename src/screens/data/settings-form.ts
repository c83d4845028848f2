import { BY_RULE, isDensityMethod, K_MAX, K_MIN } from '../../../workers/protocol/recipe';
import type { WorkbenchState } from '../../workbench/store';
import { dayOf, dayStart } from './zoned-day';

export type Settings = WorkbenchState['settings'];

/** The settings as text in their fields. */
export interface SettingsForm {
  readonly kind: Settings['encoder']['kind'];
  readonly hidden: string;
  readonly code: string;
  readonly learningRate: string;
  readonly batchSize: string;
  readonly epochs: string;
  readonly patience: string;
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
  readonly key: 'widths' | 'whole' | 'rate' | 'distance' | 'day' | 'order';
  readonly low?: number;
  readonly high?: number;
}

export type FieldProblems = Partial<Record<keyof SettingsForm, FieldProblem>>;

/** Bounds of the recipe's schema. */
export const BOUNDS = {
  code: [1, 256],
  batchSize: [8, 65536],
  epochs: [1, 1000],
  patience: [1, 1000],
  minPoints: [2, 10_000],
  minClusterSize: [2, 1_000_000_000],
  seed: [0, 4294967295],
} as const;

export const K_CHOICES: readonly number[] = Array.from({ length: K_MAX - K_MIN + 1 }, (_, i) => K_MIN + i);

export function formOf(settings: Settings, timeZone: string): SettingsForm {
  const { encoder, clustering, seed, features } = settings;
  const { epsilon, minPoints, minClusterSize } = clustering.density ?? BY_RULE;
  return {
    kind: encoder.kind,
    hidden: encoder.hidden.join(', '),
    code: String(encoder.code),
    learningRate: String(encoder.learningRate),
    batchSize: String(encoder.batchSize),
    epochs: String(encoder.epochs),
    patience: String(encoder.patience),
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

/** Reads the fields: the settings that they mean over `base`, or what is wrong with each. Encoder fields count only with an autoencoder, those of density with their method. */
export function readForm(form: SettingsForm, base: Settings, timeZone: string): { settings: Settings | null; problems: FieldProblems } {
  const problems: FieldProblems = {};

  const whole = (field: keyof typeof BOUNDS): number => {
    const [low, high] = BOUNDS[field];
    const text = form[field].trim();
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= low && value <= high)) problems[field] = { key: 'whole', low, high };
    return value;
  };

  const seed = whole('seed');
  const density = { ...BY_RULE, ...base.clustering.density };
  if (form.method === 'dbscan') {
    density.epsilon = form.epsilon.trim() === '' ? null : Number(form.epsilon);
    if (density.epsilon !== null && !(density.epsilon >= 1e-6 && density.epsilon <= 1e6)) problems.epsilon = { key: 'distance' };
    density.minPoints = form.minPoints.trim() === '' ? null : whole('minPoints');
  }
  if (form.method === 'hdbscan') density.minClusterSize = form.minClusterSize.trim() === '' ? null : whole('minClusterSize');
  let encoder: Settings['encoder'] = { ...base.encoder, kind: form.kind };
  if (form.kind === 'autoencoder') {
    const widths = form.hidden
      .split(/[,，、;\s]+/)
      .filter(Boolean)
      .map((width) => (/^\d+$/.test(width) ? Number(width) : Number.NaN));
    if (widths.length < 1 || widths.length > 4 || !widths.every((width) => width >= 1 && width <= 1024))
      problems.hidden = { key: 'widths' };
    const rateText = form.learningRate.trim();
    const learningRate = rateText === '' ? Number.NaN : Number(rateText);
    if (!(learningRate >= 1e-6 && learningRate <= 1)) problems.learningRate = { key: 'rate' };
    encoder = {
      ...encoder,
      hidden: widths,
      learningRate,
      code: whole('code'),
      batchSize: whole('batchSize'),
      epochs: whole('epochs'),
      patience: whole('patience'),
    };
  }

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
