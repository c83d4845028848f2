import { data } from './en/data';
import { drift } from './en/drift';
import { errors } from './en/errors';
import { features } from './en/features';
import { frame } from './en/frame';
import { inspector } from './en/inspector';
import { run } from './en/run';
import { segments } from './en/segments';

/** Every sentence of the page. The English file defines the keys. */
export const en = { frame, data, errors, run, segments, drift, features, inspector };

/** Another language has the same keys, all of them: a missing one does not compile. */
export type Messages = typeof en;
