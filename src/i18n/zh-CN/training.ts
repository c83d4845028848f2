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
};
