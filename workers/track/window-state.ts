import type { WindowState } from '../protocol/timeline';
import { LEAST_USERS } from './reference';

/** What a window can tell. A partial window is partial whatever it holds: its numbers would be others if the file went on. */
export function windowState(complete: boolean, events: number, activeUsers: number): WindowState {
  if (events === 0) return 'empty';
  if (!complete) return 'partial';
  return activeUsers < LEAST_USERS ? 'few-users' : 'complete';
}
