import { useReducedMotion } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import type { WindowMapView } from '../../../../workers/protocol/engine';
import type { Timeline } from '../../../../workers/protocol/timeline';
import { useChosenWindow } from '../use-chosen-window';
import { latestWindow } from '../timeline-view';
import { useWindowMap } from '../use-window-map';
import { windowMapOf } from './window-maps';

export const SPEEDS = [0.5, 1, 2] as const;

/** Milliseconds that users take to glide to their places in the next window, and that a window then stands still, at speed 1. */
const GLIDE_MS = 1000;
const REST_MS = 600;
/** A glide to a window that was picked by hand. */
const PICK_MS = 350;

export interface Play {
  /** The window on the map; null where there is none. */
  readonly index: number | null;
  /** The map on the screen: of that window, or of the one before until it is there. */
  readonly view: WindowMapView | null;
  readonly failed: boolean;
  readonly playing: boolean;
  readonly speed: number;
  /** How long a glide to the next map takes; 0 for who wants no motion. */
  readonly glideMs: number;
  readonly setSpeed: (speed: number) => void;
  readonly toggle: () => void;
  /** Another window, by hand; playing goes on from there. */
  readonly goTo: (index: number) => void;
}

/**
 * Which window the map shows: the one selected on the screen, or the one that playing has come to. Playing selects nothing, so that nothing but
 * the map is drawn again; the next window waits until the one before is on the screen.
 */
export function usePlay(timeline: Timeline): Play {
  const chosen = useChosenWindow();
  const still = useReducedMotion() ?? false;
  const [own, setOwn] = useState<{ readonly index: number; readonly chosen: number | null; readonly timeline: Timeline } | null>(null);
  const [playing, setPlaying] = useState(false);
  const [speed, setSpeed] = useState(1);
  const last = timeline.windows.length - 1;
  // A window selected since, or other windows, end what playing had come to.
  const index = own && own.chosen === chosen && own.timeline === timeline ? own.index : (chosen ?? latestWindow(timeline));
  const { view, failed } = useWindowMap(timeline, index);
  const drawn = view?.window;
  useEffect(() => {
    if (!playing || index === null || drawn !== index) return;
    const next = index + 1;
    // Asked for while this one stands still. A failure is told when its turn comes.
    if (next <= last) windowMapOf(timeline, next).catch(() => undefined);
    const step = () => (next <= last ? setOwn({ index: next, chosen, timeline }) : setPlaying(false));
    const timer = setTimeout(step, ((still ? 0 : GLIDE_MS) + REST_MS) / speed);
    return () => clearTimeout(timer);
  }, [playing, index, drawn, last, chosen, timeline, speed, still]);
  const goTo = (next: number) => setOwn({ index: next, chosen, timeline });
  const toggle = () => {
    if (!playing && index !== null && index >= last) goTo(0);
    setPlaying(!playing);
  };
  return { index, view, failed, playing, speed, glideMs: still ? 0 : playing ? GLIDE_MS / speed : PICK_MS, setSpeed, toggle, goTo };
}
