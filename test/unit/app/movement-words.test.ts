import { describe, expect, test } from 'vitest';
import { flowTable } from '../../../src/charts/migration/flows';
import { flowSentence, flowShares, migrationLead, migrationTitle } from '../../../src/screens/drift/movement/flow-words';
import { transitionSentence } from '../../../src/screens/drift/movement/transition-words';
import { endsPair, latestPair, withWindow } from '../../../src/screens/drift/movement/window-pair';
import { pathFigures, pathSentence } from '../../../src/screens/inspector/user-path-words';
import { AWAY } from '../../../workers/protocol/movement';
import type { Timeline, TimelineWindow } from '../../../workers/protocol/timeline';
import type { Transition } from '../../../workers/protocol/update';

/** Windows with what the words ask of them. */
function windows(labels: readonly string[], complete: (index: number) => boolean = () => true): readonly TimelineWindow[] {
  return labels.map((label, index) => ({ index, label, complete: complete(index) }) as TimelineWindow);
}
const MONTHS: Pick<Timeline, 'unit' | 'windows'> = { unit: 'month', windows: windows(['2011-03', '2011-04', '2011-05']) };
const WEEKS: Pick<Timeline, 'unit' | 'windows'> = { unit: 'week', windows: windows(['2011-05-02', '2011-05-09']) };
/** Segment numbers are sparse where segments have gone. */
const NAMES: string[] = [];
NAMES[0] = 'Loyal buyers';
NAMES[5] = 'Fading buyers';

const english = { timeline: MONTHS, from: 1, to: 2, names: NAMES, language: 'en' } as const;
const chinese = { ...english, language: 'zh-CN' } as const;
const table = flowTable({ segments: [0, 5], counts: Float64Array.of(700, 212, 300, 100, 192, 0, 80, 20, 0) });

describe('a migration in words', () => {
  test('states how many moved, and which way most went', () => {
    expect(migrationTitle(table, english)).toBe(
      '312 of 1,204 users changed segment between Apr 2011 and May 2011; most went from Loyal buyers to Fading buyers',
    );
    expect(migrationTitle(table, chinese)).toBe(
      '2011年4月至2011年5月，1,204 位用户中有 312 位换了分群；最多的是从“Loyal buyers”到“Fading buyers”',
    );
    expect(migrationLead(table, english)).toBe(
      '1,504 users were active in Apr 2011, 1,304 in May 2011. In between 100 entered and 300 left.',
    );
  });

  test('says so where nobody moved, or nobody was there twice', () => {
    const still = flowTable({ segments: [0, 5], counts: Float64Array.of(3, 0, 0, 0, 4, 0, 0, 0, 0) });
    const nobody = flowTable({ segments: [0, 5], counts: Float64Array.of(0, 0, 3, 0, 0, 4, 1, 1, 0) });
    expect(migrationTitle(still, english)).toBe('None of 7 users changed segment between Apr 2011 and May 2011');
    expect(migrationTitle(nobody, english)).toBe('Nobody was active both in Apr 2011 and in May 2011');
  });

  test('tells moving, staying, entering and leaving apart', () => {
    const of = (from: number, to: number, users: number, context: typeof english | typeof chinese = english) =>
      flowSentence({ from, to, users }, context);
    expect(of(0, 5, 212)).toBe('212 users went from Loyal buyers to Fading buyers between Apr 2011 and May 2011');
    expect(of(0, 5, 1)).toBe('1 user went from Loyal buyers to Fading buyers between Apr 2011 and May 2011');
    expect(of(0, 0, 700)).toBe('700 users were in Loyal buyers in Apr 2011 and still are in May 2011');
    expect(of(AWAY, 5, 20)).toBe('20 users of Fading buyers in May 2011 were not active in Apr 2011');
    expect(of(0, AWAY, 300)).toBe('300 users of Loyal buyers in Apr 2011 were not active in May 2011');
    expect(of(0, 5, 212, chinese)).toBe('2011年4月至2011年5月，212 位用户从“Loyal buyers”移到“Fading buyers”');
    expect(flowSentence({ from: 0, to: 5, users: 2 }, { ...english, timeline: WEEKS, from: 0, to: 1 })).toMatch(
      /between the week of .*2.* and the week of .*9/,
    );
  });

  test('has the share of either side', () => {
    const moved = table.cells[0]![1]!;
    expect(flowShares(moved, english)).toEqual(['17.5% of Loyal buyers in Apr 2011', '50.0% of Fading buyers in May 2011']);
    expect(flowShares(table.cells[2]![1]!, english)[0]).toBe('20.0% of those who entered');
    expect(flowShares(table.cells[0]![2]!, english)[1]).toBe('100.0% of those who left');
  });
});

describe('a transition in words', () => {
  const en = { names: NAMES, language: 'en', when: 'in May 2011' } as const;
  const zh = { names: NAMES, language: 'zh-CN', when: '2011年5月' } as const;
  const cases: readonly (readonly [Transition, string, string])[] = [
    [
      {
        kind: 'splits',
        from: 0,
        into: [
          { to: 0, overlap: 0.55 },
          { to: 5, overlap: 0.37 },
        ],
      },
      'Loyal buyers split in May 2011: 55% stayed and 37% went to Fading buyers',
      '2011年5月，“Loyal buyers”分裂：55% 留下，37% 去了“Fading buyers”',
    ],
    [
      { kind: 'absorbed', from: 5, to: 0, overlap: 0.64 },
      'Fading buyers was absorbed by Loyal buyers in May 2011: 64% of its users who were active again went there',
      '2011年5月，“Fading buyers”被“Loyal buyers”吸收：其再次活跃的用户中 64% 去了那里',
    ],
    [
      { kind: 'disappears', from: 5, users: 1210 },
      'Fading buyers disappeared in May 2011; it had 1,210 users before',
      '2011年5月，“Fading buyers”消失；此前有 1,210 位用户',
    ],
    [
      { kind: 'emerges', to: 5, users: 1 },
      'Fading buyers appeared in May 2011, with 1 user',
      '2011年5月，“Fading buyers”出现，有 1 位用户',
    ],
  ];
  test.each(cases)('%j', (transition, inEnglish, inChinese) => {
    expect(transitionSentence(transition, en)).toBe(inEnglish);
    expect(transitionSentence(transition, zh)).toBe(inChinese);
  });

  test('says nothing of a segment that lives on', () => {
    expect(transitionSentence({ kind: 'survives', from: 0, to: 0, overlap: 0.8 }, en)).toBe('');
  });
});

describe('two windows', () => {
  const timeline = { windows: windows(['a', 'b', 'c', 'd', 'e'], (index) => index > 0 && index < 4) };

  test('are the last complete one and the one before', () => {
    expect(latestPair(timeline)).toEqual({ from: 2, to: 3 });
    expect(latestPair({ windows: windows(['a', 'b'], () => false) })).toEqual({ from: 0, to: 1 });
    expect(latestPair({ windows: windows(['a']) })).toBeNull();
  });

  test('are at the ends the first and the last complete one', () => {
    expect(endsPair(timeline)).toEqual({ from: 1, to: 3 });
    expect(endsPair({ windows: windows(['a', 'b'], (index) => index === 0) })).toBeNull();
  });

  test('keep their order whichever is changed', () => {
    expect(withWindow({ from: 1, to: 3 }, 'from', 3)).toEqual({ from: 3, to: 4 });
    expect(withWindow({ from: 1, to: 3 }, 'from', 0)).toEqual({ from: 0, to: 3 });
    expect(withWindow({ from: 2, to: 3 }, 'to', 1)).toEqual({ from: 0, to: 1 });
  });
});

describe('a user’s path in words', () => {
  const path = (segments: readonly number[]) => ({
    segments: Int32Array.from(segments),
    events: Uint32Array.of(3, 0, 12),
    orders: Uint32Array.of(1, 0, 2),
    revenue: Float64Array.of(10, 0, 1234.5),
  });
  const context = (segments: readonly number[]) => ({ path: path(segments), timeline: MONTHS, names: NAMES, language: 'en' as const });

  test('says how often, in how many segments, and since when in the last', () => {
    expect(pathSentence(context([0, AWAY, 0]))).toBe('Active in 2 of 3 months, always in Loyal buyers.');
    expect(pathSentence(context([0, 5, 5]))).toBe('Active in 3 of 3 months, in 2 segments; last in Fading buyers, since Apr 2011.');
    expect(pathSentence(context([0, 5, AWAY]))).toBe('Active in 2 of 3 months, in 2 segments; last in Fading buyers, since Apr 2011.');
    expect(pathSentence(context([AWAY, AWAY, AWAY]))).toBe('Not active in any of 3 months.');
  });

  test('has the exact figures of a window', () => {
    expect(pathFigures(context([0, AWAY, 5]), 2)).toBe('May 2011: Fading buyers · 12 events · 2 orders · net revenue 1,235');
    expect(pathFigures(context([0, AWAY, 5]), 0)).toBe('Mar 2011: Loyal buyers · 3 events · 1 order · net revenue 10.00');
    expect(pathFigures(context([0, AWAY, 5]), 1)).toBe('Apr 2011: not active');
  });
});
