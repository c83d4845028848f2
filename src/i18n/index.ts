import i18next, { type PostProcessorModule } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { useWorkbench } from '../workbench/store';
import type { Language } from '../workbench/names';
import { en, type Messages } from './en';
import { nestedQuotes } from './nested-quotes';
import { zhCN } from './zh-CN';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: Messages };
  }
}

export const LANGUAGES: readonly Language[] = ['en', 'zh-CN'];
/** Each language in its own words: the one label that is not translated. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', 'zh-CN': '中文' };

const KEY = 'shoal.language';

export const i18n = i18next.createInstance();

const quotes: PostProcessorModule = { type: 'postProcessor', name: 'quotes', process: nestedQuotes };

void i18n
  .use(initReactI18next)
  .use(quotes)
  .init({
    postProcess: ['quotes'],
    lng: 'en',
    fallbackLng: 'en',
    supportedLngs: [...LANGUAGES],
    resources: { en: { translation: en }, 'zh-CN': { translation: zhCN } },
    interpolation: { escapeValue: false },
    initAsync: false,
    react: { useSuspense: false },
  });

/** The first of the browser's languages that Shoal speaks; any Chinese reads as zh-CN. */
export function preferredLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    if (/^zh\b/i.test(tag)) return 'zh-CN';
    if (/^en\b/i.test(tag)) return 'en';
  }
  return 'en';
}

function rememberedLanguage(): Language | null {
  try {
    const stored = localStorage.getItem(KEY);
    return LANGUAGES.find((language) => language === stored) ?? null;
  } catch {
    return null;
  }
}

function apply(language: Language): void {
  void i18n.changeLanguage(language);
  document.documentElement.lang = language;
  document.title = i18n.t('frame.documentTitle');
  useWorkbench.setState({ language });
}

/** Called once before the first render: the remembered language, else the browser's. */
export function startLanguage(): void {
  apply(rememberedLanguage() ?? preferredLanguage(navigator.languages));
}

export function setLanguage(language: Language): void {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
  apply(language);
}
