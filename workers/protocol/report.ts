import * as v from 'valibot';
import { ReportedLooks } from './looks-schema';
import { STAGES } from './progress';
import { RecipeSchema } from './recipe';
import { ReportedAssignment } from './report-assignment';
import { ReportedCategories } from './report-categories';
import { ReportedDemand } from './report-demand';
import { ReportedBackend, ReportedFeature, ReportedTraining, ReportedWindow } from './report-model';
import { ReportedOutcomes } from './report-outcomes';
import { ReportedPredictions } from './report-predictions';
import { ReportedQuality } from './report-quality';
import { ReportedSegment, ReportedValidity } from './report-segments';
import { ReportedTimeline } from './report-timeline';
import { count, figure, text } from './report-values';

/** Rises when a field changes its meaning or goes away; new fields alone do not raise it. */
export const REPORT_VERSION = 1;

const File = v.strictObject({
  name: text,
  /** Bytes, as on disk. */
  size: count,
  lastModified: v.optional(v.number()),
  /** Names of the tables that were read from it as one: files opened together, or packed in an archive. */
  parts: v.optional(v.array(text)),
});

/** «Export run report»: what was run, on what, and what came out, as one JSON document. docs/run-report.md describes it for readers. */
export const RunReportSchema = v.strictObject({
  /** All that was decided, as run; put it back in to get the same result from the same file. */
  recipe: RecipeSchema,
  /** The first; of an updated run, `quality` is of all of them. */
  file: File,
  /** The files whose events were added to the first by updates, oldest first. */
  laterFiles: v.optional(v.array(File)),
  /** How the result came about: built from nothing, or by an update of that strength. */
  kind: v.optional(v.picklist(['build', 'assign', 'tune', 'rebuild'])),
  quality: ReportedQuality,
  backend: ReportedBackend,
  seed: count,
  /** Seconds by stage; a stage whose earlier result was reused keeps its earlier seconds. */
  timings: v.strictObject(v.entriesFromList(STAGES, v.optional(figure))),
  window: ReportedWindow,
  features: v.array(ReportedFeature),
  /** null where the encoder is `none`. */
  training: v.nullable(ReportedTraining),
  segments: v.array(ReportedSegment),
  validity: ReportedValidity,
  timeline: ReportedTimeline,
  /** Absent where the report was written before they were known. */
  predictions: v.optional(ReportedPredictions),
  outcomes: v.optional(ReportedOutcomes),
  categories: v.optional(ReportedCategories),
  demand: v.optional(ReportedDemand),
  /** The same: they were not asked for. */
  assignment: v.optional(ReportedAssignment),
  looks: v.optional(ReportedLooks),
  versions: v.strictObject({ shoal: text, tfjs: text, schema: v.literal(REPORT_VERSION) }),
});

export type RunReport = v.InferOutput<typeof RunReportSchema>;
