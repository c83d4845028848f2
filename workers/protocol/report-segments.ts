import * as v from 'valibot';
import { FUSED_TEXTS } from './model';
import { count, figure, segmentId, share, text } from './report-values';

const Trait = v.strictObject({
  feature: text,
  /** In the feature's unit, over the users that have a value: of the segment, then of everybody. */
  mean: figure,
  overallMean: figure,
  median: figure,
  overallMedian: figure,
  users: count,
  /** Cohen's d of the segment against the other users, on the scaled values, with its 95 % interval. */
  effect: figure,
  effectLow: figure,
  effectHigh: figure,
});

/** A segment as its card and the inspector show it. */
export const ReportedSegment = v.strictObject({
  id: segmentId,
  /** As shown on the screen. */
  name: text,
  size: count,
  /** Of the users in the run, with the Wilson interval at 95 %. */
  share,
  shareLow: share,
  shareHigh: share,
  /** Net revenue of its users in the window, and its part of all; null without a value column. */
  value: figure,
  valueShare: figure,
  /** Mean of each feature in its own unit, by feature id, over the users that have a value. */
  centre: v.record(text, figure),
  /** The k-means centre, in the coordinates of the embedding. */
  centreEmbedding: v.array(figure),
  /** The features with the largest effects, strongest first. */
  traits: v.array(Trait),
  /** Outcomes that the file brings, which had no part in the segments: share of a value, or mean (`level` null), with its 95 % interval. */
  labels: v.optional(
    v.array(
      v.strictObject({
        column: text,
        level: v.nullable(text),
        value: figure,
        low: figure,
        high: figure,
        users: count,
        overall: figure,
      }),
    ),
  ),
  /** Words that its users say (`words`), meet in titles and names (`text`) or have in their profile (`profile`) more than others, by share of users, strongest first. */
  words: v.optional(v.array(v.strictObject({ word: text, of: v.picklist(FUSED_TEXTS), users: count, share: figure, others: figure }))),
});

/** How good the segmentation is, by number of segments, and what that was computed on. */
export const ReportedValidity = v.strictObject({
  choice: v.strictObject({
    k: count,
    rule: v.picklist(['stable', 'best-silhouette', 'manual', 'kept', 'held', 'found', 'trained']),
    /** Where the k of before a rebuild was held, or the encoder was trained for one: the one that the rule alone takes. */
    ruleK: v.optional(count),
    bestK: count,
    bestSilhouette: figure,
  }),
  /** What the figures were computed on. */
  basis: v.strictObject({
    silhouetteUsers: count,
    silhouetteSampled: v.boolean(),
    /** Users on whom the restarts of k-means ran; the best was refined on all. */
    restartUsers: count,
    stabilityUsers: count,
    stabilitySampled: v.boolean(),
    bootstraps: count,
    /** Seeds under which encoder and clustering were done again, on how many users. */
    otherSeeds: v.optional(v.strictObject({ seeds: count, users: count, sampled: v.boolean() })),
  }),
  computedOn: v.picklist(['webgpu', 'typed-arrays']),
  /** How dense regions were found, on how many users; of DBSCAN ε and some points of the k-distance curve, of HDBSCAN the least size of a segment. */
  density: v.optional(
    v.strictObject({
      rows: count,
      epsilon: figure,
      minPoints: count,
      minClusterSize: v.nullable(count),
      curve: v.nullable(v.array(figure)),
    }),
  ),
  byK: v.array(
    v.strictObject({
      k: count,
      /** Share of the users without a segment, who have no part in the other figures; absent where the method leaves none. */
      noise: v.optional(share),
      inertia: figure,
      silhouette: figure,
      daviesBouldin: figure,
      calinskiHarabasz: figure,
      /** Mean bootstrap Jaccard of each segment, largest segment first. */
      stability: v.array(figure),
      /** Mean Jaccard of each segment with its like under other seeds, largest segment first. */
      seedStability: v.optional(v.array(figure)),
      sizes: v.array(count),
    }),
  ),
});
