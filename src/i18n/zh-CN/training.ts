import type { training as english } from '../en/training';

export const training: typeof english = {
  title: '训练',
  allUsual: '均为默认值',
  changed: '已改：{{fields}}',
  wrong: '需要改正：{{fields}}',
  default: '默认：{{value}}',
  defaultAndNote: '{{standard}}。{{note}}',
  weights: '类别权重',
  hiddenNote: '从输入侧起各隐藏层的宽度，如 64, 32',
  dropoutNote: '每步随机丢弃的比例，0 至 0.8',
  reset: '恢复默认值',
  fused: {
    takePart: '参与学习的内容：{{parts}}。',
    ifWords: '商品和品类的名称只有是词语时才参与。',
    features: '各项特征',
    featuresCount_one: '{{number}} 个特征',
    featuresCount_other: '{{number}} 个特征',
    with_one: '{{features}}（含 {{number}} 个用户属性）',
    with_other: '{{features}}（含 {{number}} 个用户属性）',
    events: '事件的顺序',
    texts: {
      title: '“{{column}}”中的标题',
      'item-title': '商品表“{{column}}”中的标题',
      item: '“{{column}}”中的名称',
      category: '“{{column}}”中的品类',
      brand: '“{{column}}”中的品牌',
      'item-column': '商品表“{{column}}”中的内容',
      text: '用户在“{{column}}”中写下的内容',
      profile: '“{{column}}”中的自由文本',
    },
  },
};
