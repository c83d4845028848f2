import { Suspense } from 'react';
import { useUpdating } from '../workbench/updating';
import { UpdateDialog } from './screens';

/** The dialog about a newer file, while there is one. */
export function UpdatePane() {
  const open = useUpdating((state) => state.step !== null);
  return open ? (
    <Suspense>
      <UpdateDialog />
    </Suspense>
  ) : null;
}
