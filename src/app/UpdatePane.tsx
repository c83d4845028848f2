import { lazy, Suspense } from 'react';
import { useUpdating } from '../workbench/updating';

const UpdateDialog = lazy(async () => ({ default: (await import('../screens/update/UpdateDialog')).UpdateDialog }));

/** The dialog about a newer file; its code loads when the first one comes. */
export function UpdatePane() {
  const open = useUpdating((state) => state.step !== null);
  return open ? (
    <Suspense>
      <UpdateDialog />
    </Suspense>
  ) : null;
}
