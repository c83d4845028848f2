import type { RunInfo } from '../../../../workers/protocol/runs';
import { i18n } from '../../../i18n';
import { formatFor } from '../../../i18n/format';
import type { Language } from '../../../workbench/names';
import { forecastWords } from '../forecast-words';
import { lossOf } from '../../training/loss-of';
import { lossDifference, lossVerdict } from '../../training/loss-verdict';
import { timesOf, weakest } from '../run-numbers';

/** One figure of two runs in words; a dash where a run does not have it. */
export interface FigureRow {
  readonly id: string;
  readonly label: string;
  /** What the figure means, for those who ask. */
  readonly note?: string;
  readonly values: readonly [string, string];
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

/** The figures of two runs side by side: those that neither has are left out. */
export function figureRows(first: RunInfo, second: RunInfo, language: Language): FigureRow[] {
  const t = i18n.getFixedT(language);
  const format = formatFor(language);
  const none = format.fixed(Number.NaN, 2);
  const two = (value: number) => format.fixed(value, 2);
  const row = (id: string, label: string, of: (run: RunInfo) => string | undefined, note?: string): FigureRow[] => {
    const [one, other] = [of(first), of(second)];
    if (one === undefined && other === undefined) return [];
    return [{ id, label, ...(note !== undefined && { note }), values: [one ?? none, other ?? none] }];
  };
  const figure = (of: (run: RunInfo) => number | undefined, words: (value: number) => string) => (run: RunInfo) => {
    const value = of(run);
    return value === undefined || Number.isNaN(value) ? undefined : words(value);
  };
  const loss = ({ training }: RunInfo, value: number) =>
    training!.baselineLoss === null ? `${format.significant(value)} ${t('models.columns.nats')}` : format.significant(value);
  const forecasts = [first, second].map((run) => new Map(forecastWords(run.forecasts, language).map((one) => [one.what, one.figure])));
  return [
    ...row('segments', t('models.compare.figures.segments'), ({ segments }) => format.number(segments.length)),
    ...row('users', t('models.compare.figures.users'), ({ users }) => format.number(users)),
    ...row(
      'noise',
      t('segments.none.share'),
      figure(({ validity }) => validity?.noise, format.percent),
      t('segments.none.shareNote'),
    ),
    ...row(
      'silhouette',
      t('segments.quality.silhouette'),
      figure(({ validity }) => validity?.silhouette, two),
      t('segments.quality.silhouetteNote'),
    ),
    ...row(
      'davies-bouldin',
      t('segments.quality.daviesBouldin'),
      figure(({ validity }) => validity?.daviesBouldin, two),
      t('segments.quality.daviesBouldinNote'),
    ),
    ...row(
      'calinski-harabasz',
      t('segments.quality.calinskiHarabasz'),
      figure(
        ({ validity }) => validity?.calinskiHarabasz,
        (value) => format.number(value),
      ),
      t('segments.quality.calinskiHarabaszNote'),
    ),
    ...row(
      'stability',
      t('models.compare.figures.weakest'),
      figure(({ validity }) => weakest(validity?.stability), two),
      t('models.compare.figures.weakestNote'),
    ),
    ...row(
      'other-starts',
      t('models.compare.figures.otherStarts'),
      figure(({ validity }) => weakest(validity?.seedStability), two),
      t('models.compare.figures.otherStartsNote'),
    ),
    ...row(
      'loss',
      t('models.compare.figures.loss'),
      (run) => (run.training ? loss(run, lossOf(run.training)) : undefined),
      t('models.columns.lossNote'),
    ),
    ...row(
      'baseline',
      t('models.compare.figures.baseline'),
      figure(({ training }) => training?.baselineLoss ?? undefined, format.significant),
    ),
    ...row(
      'against',
      t('models.compare.figures.against'),
      ({ training }) =>
        !training || training.baselineLoss === null
          ? undefined
          : t(`models.columns.against.${lossVerdict(training)}`, { difference: lossDifference(training, t, format) }),
      t('models.compare.figures.againstNote'),
    ),
    ...row('parameters', t('models.compare.figures.parameters'), ({ parameters }) => format.number(parameters)),
    ...[...new Set(forecasts.flatMap((known) => [...known.keys()]))].flatMap((what) =>
      row(`forecast-${what}`, capital(what), (run) => forecasts[run === first ? 0 : 1]!.get(what), t('models.columns.forecastsNote')),
    ),
    ...row(
      'time',
      t('models.compare.figures.total'),
      ({ seconds }) => format.duration(timesOf(seconds).total),
      t('models.columns.timeNote'),
    ),
    ...row(
      'encode',
      t('models.compare.figures.encode'),
      figure(({ seconds, training }) => (training ? seconds.encode : undefined), format.duration),
    ),
    ...row('backend', t('models.compare.figures.backend'), ({ backend }) => t(`frame.backend.names.${backend}`)),
  ];
}
