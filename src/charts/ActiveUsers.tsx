import { useCallback, useMemo } from 'react';
import { activeUsersOption } from './active-users';
import { Chart } from './Chart';
import { labelSpace, type WindowBar } from './share-timeline';
import { useWindowWords } from './ShareTimeline';
import type { ChartTheme } from './theme';

interface Props {
  readonly title: string;
  readonly fileName: string;
  readonly windows: readonly WindowBar[];
  readonly selectedWindow: number | null;
  /** Names beside the shares above, so that the bars of both charts stand under one another. */
  readonly names: readonly string[];
  readonly onWindow: (index: number) => void;
}

/** Active users by window; a click selects the window. */
export function ActiveUsers({ title, fileName, windows, selectedWindow, names, onWindow }: Props) {
  const words = useWindowWords();
  const option = useCallback(
    (theme: ChartTheme, width: number) => activeUsersOption(windows, selectedWindow, words, theme, labelSpace(names, width)),
    [windows, selectedWindow, words, names],
  );
  const table = useMemo(
    () => ({ columns: [words.window, words.activeUsers], rows: windows.map((window) => [window.name, words.number(window.activeUsers)]) }),
    [windows, words],
  );
  return <Chart title={title} option={option} table={table} fileName={fileName} height={180} onBand={onWindow} />;
}
