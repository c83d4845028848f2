import type { FigureDifference, TenthOfUsers } from './outcomes';

/** How the next category is guessed: the multinomial logistic model; what all users choose most; what the user chose most, or last. */
export const GUESSERS = ['model', 'popularity', 'own-favourite', 'own-last'] as const;
export type GuesserId = (typeof GUESSERS)[number];

/** Why nothing can be said; the page turns it into a sentence. */
export type NoCategories =
  | { readonly reason: 'timeless' }
  /** The file has neither categories nor items. */
  | { readonly reason: 'no-categories' }
  | { readonly reason: 'too-short'; readonly days: number; readonly needed: number }
  /** Categories (items) frequent enough to be guessed. */
  | { readonly reason: 'few-choices'; readonly choices: number; readonly needed: number }
  /** Users with a choice before the cut-off and after it. */
  | { readonly reason: 'few-users'; readonly where: 'training' | 'test'; readonly users: number; readonly needed: number };

/** Share of the users for whom one of the first k guesses was right. */
export interface GuesserResult {
  readonly id: GuesserId;
  readonly accuracy1: number;
  readonly accuracy3: number;
}

/** How far probabilities were off, mean over users; the lower, the better. */
export interface ProbabilityResult {
  readonly id: GuesserId;
  /** In nats. */
  readonly logLoss: number;
  /** Of several classes, from 0 to 2. */
  readonly brier: number;
}

export interface ProbabilityFigures {
  /** Tested users who chose one of those that may be guessed, whom the probabilities are of. */
  readonly users: number;
  readonly guessers: readonly ProbabilityResult[];
  /** The baseline with the least log loss, which the model is judged against. */
  readonly baseline: Exclude<GuesserId, 'model'>;
  readonly differences: { readonly logLoss: FigureDifference; readonly brier: FigureDifference };
}

/** Scores were divided by a temperature, learned on users who neither taught the model nor tested it. */
export interface ChoiceCalibration {
  /** Rows that it was learned from for the test, and what it was. */
  readonly rows: number;
  readonly temperature: number;
  /** The temperature of the probabilities that are shown, of the model that learned from the whole file. */
  readonly shown: number;
}

/** How the model ranks the tested users, who chose one of those that may be guessed, by the probability of one choice. */
export interface ChoiceLift {
  readonly name: string;
  /** Users who chose it. */
  readonly users: number;
  /** Its part of all that was chosen: of several choices of a user's day each counts by its part, as in a tenth's `actual`. */
  readonly rate: number;
  readonly tenths: readonly TenthOfUsers[];
}

export interface LikelyChoice {
  readonly name: string;
  readonly probability: number;
}

export interface ChoiceExpectation {
  /** Users with a choice in the file: of the others nothing is said. */
  readonly users: number;
  /** By mean probability, the most likely first, at most three. */
  readonly likely: readonly LikelyChoice[];
}

export interface CategoriesPrediction {
  readonly horizonDays: number;
  /** The categories of the file, or its items where it has none; those of purchases, or of all events where purchases name none. */
  readonly of: 'category' | 'item';
  readonly from: 'purchases' | 'events';
  readonly testFrom: number;
  readonly testTo: number;
  readonly cutoffs: number;
  /** How many may be guessed: the most frequent. */
  readonly choices: number;
  /** Share of the tested users who chose one of them next: more no guess can reach. */
  readonly reachable: number;
  /** Of a larger file a seeded sample of so many users serves for training and test; null: all. */
  readonly sampledUsers: number | null;
  readonly test: { readonly users: number };
  readonly training: { readonly rows: number };
  readonly guessers: readonly GuesserResult[];
  /** The baseline that was right most often, which the model is judged against. */
  readonly baseline: Exclude<GuesserId, 'model'>;
  readonly differences: { readonly accuracy1: FigureDifference; readonly accuracy3: FigureDifference };
  /** Null where no tested user chose one of those that may be guessed. */
  readonly probabilities: ProbabilityFigures | null;
  /** Of those that were chosen most often in the test, by that; none where too few users chose any. */
  readonly lifts: readonly ChoiceLift[];
  /** Null where there are too few users to calibrate by. */
  readonly calibration: ChoiceCalibration | null;
  readonly resamples: number;
  readonly all: ChoiceExpectation;
  readonly segments: readonly (ChoiceExpectation & { readonly id: number })[];
}

export type Categories =
  { readonly none: NoCategories; readonly prediction: null } | { readonly none: null; readonly prediction: CategoriesPrediction };
