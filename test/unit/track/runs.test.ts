import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../workers/track/findings';
import { alertsOf } from '../../../workers/track/runs';

const JUDGED = [5, 6, 7, 9, 10, 11, 12];

const finding = (window: number, more: Partial<Finding> = {}): Finding => ({
  kind: 'segment-share',
  subject: '2',
  segment: 2,
  window,
  level: 'watch',
  before: 0.2,
  after: 0.25 + window / 1000,
  p: 0.04,
  strength: 1,
  clears: { figure: 'share', direction: 'below', bound: window },
  ...more,
});

const alerts = (findings: readonly Finding[]) =>
  alertsOf(
    findings,
    JUDGED,
    1,
    (window) => `w${window}`,
    (window) => ({ features: [`f${window}`], segments: [window] }),
  );

describe('alerts', () => {
  it('are one for the windows in a row in which the same subject moved the same way', () => {
    const [alert, ...others] = alerts([finding(7, { level: 'act', p: 0.001 }), finding(6), finding(9)]);
    expect(others).toEqual([]);
    expect(alert).toMatchObject({
      id: 'segment-share/2/w6',
      window: 6,
      until: 9,
      ongoing: false,
      level: 'act',
      after: 0.256,
      latest: 0.259,
      p: 0.04,
      confidence: 0.999,
      features: ['f6'],
      feature: 'f6',
      segments: [6],
      clears: { bound: 9 },
    });
    expect(alert).not.toHaveProperty('strength');
    expect(alert).not.toHaveProperty('subject');
  });

  it('bear one judged window without, not two, and not a turn', () => {
    expect(alerts([finding(5), finding(7)]).map(({ window, until }) => [window, until])).toEqual([[5, 7]]);
    expect(alerts([finding(5), finding(9)]).map(({ window, until }) => [window, until])).toEqual([
      [9, 9],
      [5, 5],
    ]);
    expect(alerts([finding(5), finding(6, { after: 0.1 })])).toHaveLength(2);
  });

  it('are not raised by what only holds, and last as long as it does', () => {
    expect(alerts([finding(5, { holds: true }), finding(6, { holds: true })])).toEqual([]);
    const [alert] = alerts([finding(9, { holds: true }), finding(10), finding(11, { holds: true }), finding(12, { holds: true })]);
    expect(alert).toMatchObject({ window: 10, until: 12, ongoing: true });
  });

  it('of new names are told once each', () => {
    const name = (window: number) =>
      finding(window, { kind: 'new-category', subject: 'stamps', p: undefined, features: [], segments: [], clears: null });
    const found = alerts([name(11), name(12)]);
    expect(found.map(({ window, until, ongoing, confidence }) => [window, until, ongoing, confidence])).toEqual([
      [12, 12, false, 1],
      [11, 11, false, 1],
    ]);
  });

  it('come newest first, then those that call for action, then the strongest', () => {
    const of = (subject: string, window: number, more: Partial<Finding> = {}) => finding(window, { subject, ...more });
    const found = alerts([of('a', 5), of('b', 7), of('c', 7, { level: 'act' }), of('d', 7, { strength: 3 })]);
    expect(found.map(({ id }) => id.split('/')[1])).toEqual(['c', 'd', 'b', 'a']);
  });
});
