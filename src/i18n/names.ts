import type { NamePart } from '../../workers/protocol/portraits';

/** The word for each key of workers/portray/name-keys.ts; `{{param}}` is filled from the part. */
export const nameWords = {
  en: {
    lapsed: 'lapsed',
    fading: 'fading',
    growing: 'growing',
    new: 'new',
    recent: 'recent',
    'high-value': 'high-value',
    'low-value': 'low-spend',
    'big-ticket': 'big-ticket',
    'small-ticket': 'small-ticket',
    frequent: 'frequent',
    occasional: 'occasional',
    'one-time': 'one-time',
    loyal: 'loyal',
    regular: 'regular',
    'big-basket': 'big-basket',
    'small-basket': 'small-basket',
    restocking: 'restocking',
    varied: 'wide-ranging',
    focused: 'focused',
    decisive: 'decisive',
    'cart-abandoning': 'cart-abandoning',
    lingering: 'lingering',
    quick: 'quick-visit',
    'much-of-type': '“{{param}}”-heavy',
    'attribute-is': '“{{param}}”',
    'attribute-not': 'not “{{param}}”',
    'attribute-high': 'high-“{{param}}”',
    'attribute-low': 'low-“{{param}}”',
    'without-profile': 'unprofiled',
    daytime: 'daytime',
    evening: 'evening',
    night: 'night-time',
    weekend: 'weekend',
    weekday: 'weekday',
    typical: 'typical',
    buyers: 'buyers',
    shoppers: 'shoppers',
    'bargain-hunters': 'bargain hunters',
    returners: 'returners',
    browsers: 'browsers who rarely buy',
    'non-buyers': 'browsers who never buy',
    visitors: 'visitors',
    users: 'users',
  },
  'zh-CN': {
    lapsed: '沉睡',
    fading: '渐少',
    growing: '渐增',
    new: '新',
    recent: '近期',
    'high-value': '高价值',
    'low-value': '低消费',
    'big-ticket': '大单',
    'small-ticket': '小单',
    frequent: '高频',
    occasional: '低频',
    'one-time': '一次性',
    loyal: '忠诚',
    regular: '规律',
    'big-basket': '多件',
    'small-basket': '少件',
    restocking: '回购',
    varied: '广泛选购',
    focused: '专一',
    decisive: '果断',
    'cart-abandoning': '弃购',
    lingering: '久逛',
    quick: '快访',
    'much-of-type': '多“{{param}}”',
    'attribute-is': '“{{param}}”',
    'attribute-not': '非“{{param}}”',
    'attribute-high': '高“{{param}}”',
    'attribute-low': '低“{{param}}”',
    'without-profile': '无资料',
    daytime: '日间',
    evening: '晚间',
    night: '深夜',
    weekend: '周末',
    weekday: '工作日',
    typical: '普通',
    buyers: '买家',
    shoppers: '顾客',
    'bargain-hunters': '淘便宜买家',
    returners: '退货顾客',
    browsers: '少买的浏览者',
    'non-buyers': '只逛不买的访客',
    visitors: '访客',
    users: '用户',
  },
} as const satisfies Record<'en' | 'zh-CN', Readonly<Record<string, string>>>;

/**
 * A segment's name in words: the parts in their order, joined by spaces and with a capital at the start in English, joined without spaces
 * in Chinese. A number in the `param` of a word without a place for it follows in its own right («Frequent buyers 2», «高频买家 2»). A key
 * without a word stands as it is, so that an older export stays readable.
 */
export function segmentName(parts: readonly NamePart[], language: 'en' | 'zh-CN'): string {
  const words: Readonly<Record<string, string>> = nameWords[language];
  const spoken = parts.map(({ key, param }) => {
    const word = Object.hasOwn(words, key) ? words[key]! : key;
    if (param === undefined) return word;
    return word.includes('{{param}}') ? word.replace('{{param}}', () => param) : `${word} ${param}`;
  });
  const name = spoken.join(language === 'en' ? ' ' : '');
  return language === 'en' ? name.charAt(0).toUpperCase() + name.slice(1) : name;
}
