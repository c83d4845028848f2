import type { Messages } from './en';
import { assignment } from './zh-CN/assignment';
import { comparison } from './zh-CN/comparison';
import { categories } from './zh-CN/categories';
import { data } from './zh-CN/data';
import { demand } from './zh-CN/demand';
import { drift } from './zh-CN/drift';
import { errors } from './zh-CN/errors';
import { features } from './zh-CN/features';
import { frame } from './zh-CN/frame';
import { inspector } from './zh-CN/inspector';
import { models } from './zh-CN/models';
import { looks } from './zh-CN/looks';
import { movement } from './zh-CN/movement';
import { dateOrder, markBasis, notes } from './zh-CN/notes';
import { outcomes } from './zh-CN/outcomes';
import { predictions } from './zh-CN/predictions';
import { run } from './zh-CN/run';
import { segments } from './zh-CN/segments';
import { tables } from './zh-CN/tables';
import { training } from './zh-CN/training';
import { update } from './zh-CN/update';
import { workspace } from './zh-CN/workspace';

export const zhCN: Messages = {
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
