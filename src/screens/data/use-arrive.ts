import { useCallback } from 'react';
import { useLocation } from 'wouter';
import { arrive } from '../../workbench/arrive';
import { useWorkbench } from '../../workbench/store';

/** Takes in files, and goes to where their result is to be seen. */
export function useArrive(): (files: readonly File[]) => void {
  const [, navigate] = useLocation();
  return useCallback(
    (files) => {
      void arrive(files).then((opened) => {
        if (opened) navigate(useWorkbench.getState().run ? '/segments' : '/data');
      });
    },
    [navigate],
  );
}
