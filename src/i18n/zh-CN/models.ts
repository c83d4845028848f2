import type { models as English } from '../en/models';

export const models: typeof English = {
  title: '模型',
  empty: {
    title: '分群背后的模型将显示在这里',
    body: '每次构建分群，这里都会记下一次运行：所用的设置、各项指标和模型。您可以为运行命名，把两次运行并排比较，看看哪些用户换了分群。请先构建分群。',
    action: '前往数据页',
  },
};
