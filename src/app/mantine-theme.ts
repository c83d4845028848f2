import { createTheme, localStorageColorSchemeManager, ModalRoot, Popover, Tooltip } from '@mantine/core';

/** Mantine's transitions may lose a change of state on a busy page: a dialog that never comes, an overlay that stays. What opens fades in by CSS instead. */
const atOnce = { transitionProps: { duration: 0 } };

/** Shades as in mantine.css, which holds what is painted; Mantine wants them here to know the colour's name. */
export const mantineTheme = createTheme({
  primaryColor: 'sea',
  colors: { sea: ['#e9f5f6', '#d2eaed', '#a5d6dc', '#79c2cb', '#5cc2cf', '#2b95a3', '#147a88', '#0b6b7a', '#095967', '#074752'] },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // Locking the scroll would write a style element, which the Content-Security-Policy forbids.
    ModalRoot: ModalRoot.extend({ defaultProps: { lockScroll: false, centered: true, ...atOnce } }),
    Tooltip: Tooltip.extend({ defaultProps: atOnce }),
    Popover: Popover.extend({ defaultProps: { shadow: 'md', radius: 'md', ...atOnce } }),
  },
});

export const colorSchemeManager = localStorageColorSchemeManager({ key: 'shoal.theme' });
