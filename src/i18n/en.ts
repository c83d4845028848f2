import { assignment } from './en/assignment';
import { comparison } from './en/comparison';
import { categories } from './en/categories';
import { data } from './en/data';
import { demand } from './en/demand';
import { drift } from './en/drift';
import { errors } from './en/errors';
import { features } from './en/features';
import { frame } from './en/frame';
import { inspector } from './en/inspector';
import { models } from './en/models';
import { looks } from './en/looks';
import { movement } from './en/movement';
import { dateOrder, markBasis, notes } from './en/notes';
import { outcomes } from './en/outcomes';
import { predictions } from './en/predictions';
import { run } from './en/run';
import { segments } from './en/segments';
import { tables } from './en/tables';
import { training } from './en/training';
import { update } from './en/update';
import { workspace } from './en/workspace';

/** Every sentence of the page. The English file defines the keys. */
export const en = {
  frame,
  data,
  errors,
  run,
  segments,
  comparison,
  assignment,
  drift,
  features,
  inspector,
  models,
  looks,
  movement,
  categories,
  demand,
  outcomes,
  predictions,
  tables,
  training,
  update,
  workspace,
  notes,
  dateOrder,
  markBasis,
};

/** Another language has the same keys, all of them: a missing one does not compile. */
export type Messages = typeof en;
