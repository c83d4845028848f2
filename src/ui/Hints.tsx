import { Tooltip } from '@mantine/core';
import { useEffect, useId, useRef, useState } from 'react';
import { followHints } from './hint-events';

interface Hint {
  readonly element: HTMLElement;
  readonly words: string;
}

/**
 * The one tooltip of the page. It opens beside whatever element carries its words in `data-hint`: a tooltip of its own for each
 * of the hundred terms on a screen would measure the page a hundred times before the screen shows.
 */
export function Hints() {
  const id = useId();
  const rest = useRef<HTMLSpanElement>(null);
  const [open, setOpen] = useState(false);
  // The last one, which stays in its place while it fades.
  const [hint, setHint] = useState<Hint | null>(null);

  useEffect(() => {
    let shown: HTMLElement | null = null;
    const describe = (element: HTMLElement | null) => {
      if (shown?.getAttribute('aria-describedby') === id) shown.removeAttribute('aria-describedby');
      shown = element;
      const words = element?.dataset['hint'];
      if (words && !element?.hasAttribute('aria-describedby') && words !== element?.ariaLabel)
        element?.setAttribute('aria-describedby', id);
    };
    const stop = followHints((element) => {
      describe(element);
      if (element) setHint({ element, words: element.dataset['hint'] ?? '' });
      setOpen(element !== null);
    });
    return () => {
      stop();
      describe(null);
    };
  }, [id]);

  return (
    <>
      <span ref={rest} id={id} hidden>
        {hint?.words}
      </span>
      <Tooltip target={hint?.element ?? rest} opened={open} label={hint?.words ?? ''} multiline maw={320} withArrow />
    </>
  );
}
