import { useCallback, useMemo } from 'react';
import { useFormat } from '../i18n/format';
import type { ActiveUsersData } from './active-users';
import { Chart } from './Chart';
import type { ChartPlan } from './drawing/plan';
import { useWindowWords } from './ShareTimeline';

interface Props extends ActiveUsersData {
  readonly title: string;
  readonly fileName: string;
  readonly onWindow: (index: number) => void;
}

/** Active users by window; a click selects the window. */
export function ActiveUsers({ title, fileName, windows, selectedWindow, names, onWindow }: Props) {
  const words = useWindowWords();
  const format = useFormat();
  const plan = useMemo<ChartPlan<'active-users'>>(
    () => ({ kind: 'active-users', data: { windows, selectedWindow, names }, words }),
    [windows, selectedWindow, names, words],
  );
  const table = useCallback(
    () => ({ columns: [words.window, words.activeUsers], rows: windows.map((window) => [window.name, format.number(window.activeUsers)]) }),
    [windows, words, format],
  );
  return <Chart title={title} plan={plan} table={table} fileName={fileName} height={180} onBand={onWindow} />;
}
