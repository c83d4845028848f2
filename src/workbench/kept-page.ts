import * as v from 'valibot';
import { AppError } from '../../workers/protocol/errors';
import { NOTE_KEYS, type FilePreview } from '../../workers/protocol/ingest';
import { RecipeSchema, type Recipe } from '../../workers/protocol/recipe';
import type { PageState } from '../../workers/protocol/workspace';
import { withoutHeld } from './large-file';
import { defaultSettings, type WorkbenchState } from './store';

type Names = WorkbenchState['names'];

/** What the page itself keeps with a workspace. */
export interface KeptPage extends Pick<WorkbenchState, 'settings' | 'names' | 'acknowledged'> {
  readonly sample: boolean;
  readonly preview: FilePreview;
  /** Names as they were under each result of the history, by its id. */
  readonly named: Readonly<Record<string, Names>>;
}

const Settings = v.omit(RecipeSchema, ['version', 'mapping', 'cleaning', 'joined']);
const NamesById = v.record(v.string(), v.string());

const Note = v.object({
  key: v.picklist(NOTE_KEYS),
  tone: v.picklist(['calm', 'watch', 'act']),
  params: v.record(v.string(), v.union([v.string(), v.number()])),
});
const DateOrder = v.object({
  order: v.picklist(['dmy', 'mdy']),
  proved: v.boolean(),
  basis: v.picklist(['day', 'sequence', 'dots', 'habit']),
  cells: v.number(),
  proofs: v.number(),
  against: v.number(),
  example: v.string(),
});

/** As much as the screens look into: the rest of a preview is text and figures to show. */
const Preview = v.looseObject({
  fileName: v.string(),
  fileSize: v.number(),
  written: v.fallback(v.optional(v.boolean()), undefined),
  encoding: v.string(),
  delimiter: v.string(),
  columns: v.array(v.looseObject({ name: v.string() })),
  rows: v.array(v.array(v.string())),
  tellingRows: v.fallback(
    v.optional(v.array(v.object({ row: v.nullable(v.number()), cells: v.array(v.string()), example: v.string() }))),
    undefined,
  ),
  values: v.array(v.nullable(v.array(v.object({ value: v.string(), count: v.number() })))),
  dateFormats: v.array(v.array(v.string())),
  dateOrders: v.fallback(v.optional(v.array(v.nullable(DateOrder))), undefined),
  notes: v.fallback(v.optional(v.array(Note)), undefined),
  readingNotes: v.fallback(v.optional(v.array(v.looseObject({ key: v.string(), line: v.number(), count: v.number() }))), undefined),
  expected: v.fallback(
    v.optional(v.looseObject({ rows: v.number(), memory: v.number(), fixed: v.optional(v.number()), held: v.optional(v.number()) })),
    undefined,
  ),
  tables: v.fallback(v.optional(v.looseObject({ steady: v.array(v.unknown()), attributes: v.array(v.unknown()) })), undefined),
  unwrapped: v.fallback(
    v.optional(
      v.looseObject({
        parts: v.array(v.string()),
        skipped: v.array(v.unknown()),
        choices: v.array(v.string()),
        laterFields: v.array(v.string()),
      }),
    ),
    undefined,
  ),
});

const Page = v.object({
  sample: v.fallback(v.boolean(), false),
  preview: Preview,
  names: v.fallback(NamesById, {}),
  acknowledged: v.fallback(v.array(v.string()), []),
  named: v.fallback(v.record(v.string(), NamesById), {}),
});

export const writePage = (page: KeptPage): PageState => ({ ...page });

/**
 * What the page kept. It may come from a `.shoal` file, which anyone can have written.
 *
 * @param recipe of the result that was kept with it, for settings that cannot be read
 * @throws AppError `workspace-damaged` (params: name)
 */
export function readPage(page: PageState, recipe: Recipe | null, name: string): KeptPage {
  const read = v.safeParse(Page, page);
  if (!read.success) throw new AppError('workspace-damaged', { name });
  const settings = v.safeParse(Settings, page['settings']);
  const { expected, ...preview } = read.output.preview as unknown as FilePreview;
  // What was open beside it when it was looked at is open no more.
  const own = expected && withoutHeld(expected);
  return {
    ...read.output,
    preview: own ? { ...preview, expected: own } : preview,
    settings: settings.success ? settings.output : recipe ? settingsOf(recipe) : defaultSettings(),
  };
}

/** A recipe without what belongs to the file. */
export function settingsOf({ seed, features, encoder, clustering, track, predict, assignment }: Recipe): WorkbenchState['settings'] {
  return { seed, features, encoder, clustering, track, ...(predict ? { predict } : {}), ...(assignment ? { assignment } : {}) };
}
