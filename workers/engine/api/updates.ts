import type { BackendChoice } from '../../protocol/backend';
import type { EngineApi, ProgressListener } from '../../protocol/engine';
import { AppError } from '../../protocol/errors';
import type { HeaderMatch, UpdateStrength } from '../../protocol/update';
import { matchHeaders, renamedColumns } from '../../update';
import { updatedSize } from '../beside-held';
import { throttled } from '../jobs';
import { keptReadView } from '../keeping';
import { reply } from '../reply';
import type { Session } from '../session';

/** Newer files, added to a run. */
export function updateApi(session: Session) {
  return {
    previewAppend(job: string, file: File) {
      return session.job(job, async (signal) => {
        const { opened } = session.requireRun();
        const preview = await session.updating.preview(file, opened.mapping, signal);
        return { preview, matches: matchHeaders(opened.mapping, preview), expected: updatedSize(opened, preview) };
      });
    },

    proposeUpdate(
      job: string,
      file: File,
      matches: readonly HeaderMatch[],
      strength: UpdateStrength | null,
      choice: BackendChoice,
      onProgress: ProgressListener,
    ) {
      return session.job(job, async (signal) => {
        const base = session.requireRun();
        if (base.opened.ingested.events.timeless) throw new AppError('update-timeless');
        await session.probe(choice);
        return session.updating.propose(base, file, matches, strength, session.devices(), throttled(onProgress), signal);
      });
    },

    acceptUpdate() {
      return reply(async () => {
        session.run = session.updating.accept();
        session.opened = session.run.opened;
        return keptReadView(session.opened, session.absent);
      });
    },

    heldFiles() {
      return reply(async () => {
        const { file, mapping, appended } = session.requireOpened();
        const files = [file, ...appended.map((newer) => newer.file)];
        const lost = files.find(({ size }) => size === 0);
        if (lost) throw new AppError('source-not-kept', { name: lost.name });
        return { files, renamed: appended.flatMap((newer) => renamedColumns(mapping, newer.mapping)) };
      });
    },

    discardUpdate() {
      return reply(async () => {
        session.updating.discard();
        return null;
      });
    },
  } satisfies Partial<EngineApi>;
}
