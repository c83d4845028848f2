import { useCallback } from 'react';
import { useLocation } from 'wouter';
import { arrive } from '../../workbench/arrive';
import { useWorkbench } from '../../workbench/store';

/** Takes in a file, and goes to where its result is to be seen. */
export function useArrive(): (file: File) => void {
  const [, navigate] = useLocation();
  return useCallback(
    (file) => {
      void arrive(file).then((opened) => {
        if (opened) navigate(useWorkbench.getState().run ? '/segments' : '/data');
      });
    },
    [navigate],
  );
}
