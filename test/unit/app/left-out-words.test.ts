import { expect, test } from 'vitest';
import { leftOutSentence } from '../../../src/screens/drift/left-out-words';

const timeline = (unit: 'week' | 'month', leftOutBefore: number, leftOutAfter: number) => ({
  unit,
  windows: { length: 120 },
  leftOutBefore,
  leftOutAfter,
});

test('a timeline of the whole file says nothing of windows left out', () => {
  expect(leftOutSentence(timeline('week', 0, 0), 'en')).toBe('');
});

test('a timeline says how many windows it leaves out, where, and what to do', () => {
  expect(leftOutSentence(timeline('week', 35, 0), 'en')).toBe(
    'It shows the 120 weeks in a row that have the most events; 35 weeks before them are left out. ' +
      'For a longer view choose months above; for other weeks set the first and the last day under Data, Settings, Period.',
  );
  expect(leftOutSentence(timeline('month', 1, 12), 'en')).toBe(
    'It shows the 120 months in a row that have the most events; 1 month before them and 12 months after them are left out. ' +
      'For other months set the first and the last day under Data, Settings, Period.',
  );
  expect(leftOutSentence(timeline('week', 0, 4), 'zh-CN')).toBe(
    '这里显示事件最多的连续 120 周，其后的 4 周未显示。要看更长的时间，请在上方改选“月”；要看其他的周，请在“数据”页“设置”的“时间范围”中填写第一天和最后一天。',
  );
});
