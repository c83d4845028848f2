import { describe, expect, it } from 'vitest';
import { en } from '../../../src/i18n/en';
import { zhCN } from '../../../src/i18n/zh-CN';
import { preferredLanguage } from '../../../src/i18n';

type Tree = { readonly [key: string]: string | Tree };

function leaves(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] => {
    const at = path ? `${path}.${key}` : key;
    return typeof value === 'string' ? [[at, value]] : leaves(value, at);
  });
}

const holes = (words: string) => [...words.matchAll(/\{\{(\w+)[^}]*\}\}/g)].map(([, name]) => name!).sort();

describe('messages', () => {
  const english = leaves(en as Tree);
  const chinese = new Map(leaves(zhCN as Tree));

  it('has every key in both languages', () => {
    expect([...chinese.keys()].sort()).toEqual(english.map(([key]) => key).sort());
  });

  it('asks for the same figures in both languages', () => {
    const differing = english.filter(
      ([key, words]) => new Set(holes(words)).size && holes(chinese.get(key) ?? '').join() !== holes(words).join(),
    );
    // A Chinese sentence may leave out what only English grammar needs, never the other way round.
    for (const [key, words] of differing) expect(holes(words), key).toEqual(expect.arrayContaining(holes(chinese.get(key) ?? '')));
  });

  it('quotes with one pair of marks, “ and ”, closed where they are opened', () => {
    for (const [key, words] of [...english, ...chinese]) {
      expect(words, key).not.toMatch(/[«»‹›„‟「」『』"]/);
      expect(words.match(/“/g)?.length, key).toBe(words.match(/”/g)?.length);
    }
  });

  it('sets Chinese with the marks of Chinese, without spaces about them', () => {
    for (const [key, text] of chinese) {
      // Formulas keep their brackets, since a space or a word that is none of ours stands about them.
      expect(text, key).not.toMatch(/\p{Script=Han}[,;:!?(]|[,;:!?)]\p{Script=Han}|[,;:] \p{Script=Han}/u);
      expect(text, key).not.toMatch(/ [，。；：、？！）]|[，。；：、？！（] /u);
    }
  });

  it('leaves no sentence of the frame, the Data screen, errors and runs empty, but for errors that name no place', () => {
    for (const [key, words] of english) {
      if (!/^(frame|data|errors|run)\./.test(key)) continue;
      expect(words === '', key).toBe(chinese.get(key) === '');
      if (words === '') expect(key).toMatch(/^errors\..*\.where$/);
    }
  });
});

describe('preferredLanguage', () => {
  it.each([
    [['zh-TW', 'en'], 'zh-CN'],
    [['zh'], 'zh-CN'],
    [['fr-FR', 'zh-Hans-CN'], 'zh-CN'],
    [['en-GB', 'zh-CN'], 'en'],
    [['de', 'fr'], 'en'],
    [[], 'en'],
  ])('%j → %s', (wanted, language) => {
    expect(preferredLanguage(wanted)).toBe(language);
  });
});
