import { describe, expect, it } from 'vitest';
import { i18n } from '../../../src/i18n';
import { nestedQuotes } from '../../../src/i18n/nested-quotes';

describe('quotations within quotations', () => {
  it('take the other marks, and the first again further in', () => {
    expect(nestedQuotes('“a “b” c”, “d”')).toBe('“a ‘b’ c”, “d”');
    expect(nestedQuotes('“a “b “c””” d')).toBe('“a ‘b “c”’” d');
  });

  it('leave alone what is not nested, and what a file’s names leave open', () => {
    for (const text of ['', 'no marks', '“one” and “two”', '“5” tall”, “6””', '“left “open”', '” first “second”'])
      expect(nestedQuotes(text)).toBe(text);
  });

  it('are seen in every sentence of the page', () => {
    const t = i18n.getFixedT('zh-CN');
    const feature = t('features.events_of_type.name', { param: 'view' });
    expect(feature).toBe('“view”事件数');
    expect(t('drift.sentence.featureMoved', { feature, when: '2025年5月', psi: '0.28' })).toContain('“‘view’事件数”');
  });
});
