import type { Messages } from './en';
import { data } from './zh-CN/data';
import { drift } from './zh-CN/drift';
import { errors } from './zh-CN/errors';
import { features } from './zh-CN/features';
import { frame } from './zh-CN/frame';
import { inspector } from './zh-CN/inspector';
import { run } from './zh-CN/run';
import { segments } from './zh-CN/segments';

export const zhCN: Messages = { frame, data, errors, run, segments, drift, features, inspector };
