import { describe, expect, it } from 'vitest';
import { AppError, type ErrorCode } from '../../../workers/protocol/errors';
import { i18n } from '../../../src/i18n';
import { en } from '../../../src/i18n/en';
import { formatFor } from '../../../src/i18n/format';
import { placeAndWay, problemWords } from '../../../src/ui/problem-words';
import type { Language } from '../../../src/workbench/names';

const say = (error: AppError, language: Language = 'en') => problemWords(error, i18n.getFixedT(language), formatFor(language));

describe('problemWords', () => {
  it('has a title and a way on for every code, in both languages, with no hole left open', () => {
    for (const code of Object.keys(en.errors) as ErrorCode[]) {
      for (const language of ['en', 'zh-CN'] as const) {
        const { title, where, body } = say(new AppError(code), language);
        expect(title.length, code).toBeGreaterThan(1);
        expect(body.length, code).toBeGreaterThan(1);
        expect(title + where + body).not.toMatch(/[{}]/);
      }
    }
  });

  it('names the place when the error brings it', () => {
    expect(say(new AppError('dates-unparsable', { column: 'when', example: 'tomorrow', format: 'iso' })).where).toBe(
      'The column “when” holds values such as “tomorrow”.',
    );
    expect(say(new AppError('users-fewer-than-k', { users: 1234, k: 8 }, undefined), 'en').where).toBe(
      '1,234 users cannot form 8 segments.',
    );
  });

  it('joins a place that is no sentence to the way on by a colon', () => {
    const of = (where: string, language: Language) => placeAndWay({ title: '', where, body: 'Do this.' }, formatFor(language));
    expect(of('shop.zip', 'en')).toBe('shop.zip: Do this.');
    expect(of('shop.zip', 'zh-CN')).toBe('shop.zip：Do this.');
    expect(of('It is in line 3.', 'en')).toBe('It is in line 3. Do this.');
    expect(of('第 3 行。', 'zh-CN')).toBe('第 3 行。Do this.');
    expect(of('', 'en')).toBe('Do this.');
  });

  it('leaves the place out when a figure is missing', () => {
    expect(say(new AppError('dates-unparsable', { column: 'when' })).where).toBe('');
  });

  it('names what a file lacks in words of the language', () => {
    const error = new AppError('place-lacks', { lacks: 'amounts,categories,types', names: 'wishlist' });
    expect(say(error).title).toContain('amounts of money, categories, and its types of event');
    expect(say(error).where).toBe('Not found: wishlist.');
    expect(say(error, 'zh-CN').title).toContain('金额、品类和模型用到的事件类型');
    expect(say(new AppError('place-lacks', { lacks: 'amounts', names: '' })).where).toBe('');
  });

  it('cuts values that come from a file', () => {
    expect(say(new AppError('file-one-column', { name: 'x'.repeat(100_000) })).where.length).toBeLessThan(120);
  });

  it('does not take a parameter for an option of the translator', () => {
    const words = say(new AppError('file-one-column', { name: 'a', count: 3, context: 'b', defaultValue: 'c', lng: 'zh-CN' }));
    expect(words.title).toBe(en.errors['file-one-column'].title);
  });
});
