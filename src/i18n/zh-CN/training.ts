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
  against: {
    method: { error: '同维度的 PCA', priced: '同维度的概率 PCA' },
    measure: { error: '均方误差，1 为一个特征的方差', priced: '均方误差（1 为一个特征的方差）与编码代价之和' },
    encoder: {
      alone: { starting: '编码器', within: '编码器', restored: '特征' },
      joining: { starting: '合并各部分的自编码器', within: '合并各部分的自编码器', restored: '各部分' },
    },
    verdict: {
      beats: '{{starting}}优于{{method}}：它解释了线性方法解释不了的部分。',
      level: '{{starting}}没有优于{{method}}：差异在偶然范围之内。',
      loses: {
        error: '{{starting}}没有优于{{method}}：对于它没有学过的用户，它还原{{restored}}不如这种更简单的方法。',
        priced: '{{starting}}没有优于{{method}}：计入编码代价后，对于它没有学过的用户，它还原{{restored}}不如这种更简单的方法。',
        together:
          '{{starting}}没有优于{{method}}：对于它没有学过的用户，它还原{{restored}}不如这种更简单的方法。与分群一起训练并不只为还原，可能因此付出代价。',
      },
      nothing: '{{within}}没有什么可胜过的：编码与{{restored}}（或其中互不重复的部分）一样宽，{{method}}能完全还原这些用户。',
      'few-users_one': '只有 {{count}} 位用户可用于检验{{within}}，太少，无法说明它是否优于{{method}}。',
      'few-users_other': '只有 {{count}} 位用户可用于检验{{within}}，太少，无法说明它是否优于{{method}}。',
      untested: '除了{{within}}学过的用户，没有其他用户可用于检验，因此无法说明它是否优于{{method}}。',
      unknown: '得出这个结果时没有检验{{within}}是否超出偶然地优于{{method}}。',
    },
    figures: '损失（{{measure}}）：{{loss}}，简单方法为 {{baseline}}。',
    figuresDiffer: '验证损失（{{measure}}）：{{loss}}，简单方法为 {{baseline}}；差值 {{difference}}。',
    drawn: '编码器的编码带有随机噪声，因此差值不一定恰好等于两项损失之差。',
    interval: '{{difference}}（95%：{{low}} 至 {{high}}）',
    basis:
      '依据两者都没有学过的 {{users}} 位用户；保留的是在他们身上最好的一轮，这对编码器略有利。区间由用户自助抽样得出：若实际毫无差异，一百次比较中约有两三次看起来像是编码器更优。',
    basisJoint:
      '依据两者都没有学过的 {{users}} 位用户。区间由用户自助抽样得出：若实际毫无差异，一百次比较中约有两三次看起来像是编码器更优。',
    basisFew_one: '依据两者都没有学过的 {{users}} 位用户；保留的是在该用户身上最好的一轮，这对编码器略有利。',
    basisFew_other: '依据两者都没有学过的 {{users}} 位用户；保留的是在他们身上最好的一轮，这对编码器略有利。',
    basisFewJoint_one: '依据两者都没有学过的 {{users}} 位用户。',
    basisFewJoint_other: '依据两者都没有学过的 {{users}} 位用户。',
  },
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
