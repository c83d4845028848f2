import { useLanguage } from '../i18n/format';

/** Between two sentences: a space, but none in Chinese, whose full stop brings its own. */
export function Gap() {
  return useLanguage() === 'zh-CN' ? null : ' ';
}
