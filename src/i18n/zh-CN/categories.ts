import type { categories as english } from '../en/categories';

export const categories: typeof english = {
  title: '他们接下来会选什么？',
  working: '正在推算用户接下来会选什么',
  start: '他们接下来会选什么？',
  of: { category: '品类', item: '商品' },
  none: {
    timeless: '此表没有时间，看不出先后。',
    'no-categories': '文件既没有品类也没有商品，无从选择。若某一列是品类或商品，请在“数据”页指明。',
    'too-short': '文件只覆盖 {{days}} 天；至少需要 {{needed}} 天，才能从一周学习、在另一周检验。',
    'few-choices': '在较早的日子结束之前只出现过 {{choices}} 种品类或商品；至少需要 {{needed}} 种才能猜测。',
    training: '用户在较早的截止日之前选过、之后又选的情形只有 {{users}} 次；至少需要 {{needed}} 次才能学习。',
    test: '只有 {{users}} 位用户在最后一段时间之前选过、其间又选；至少需要 {{needed}} 位才能检验。',
  },
  headline: {
    category: '全体用户最可能的下一个品类是 {{name}}，概率 {{share}}',
    item: '全体用户最可能的下一件商品是 {{name}}，在最常见的商品中占 {{share}}',
  },
  guessers: { model: '多项逻辑模型', popularity: '全体选得最多的', 'own-favourite': '用户自己选得最多的', 'own-last': '用户上次选的' },
  verdict: {
    beats: '用最后 {{days}} 天检验，无论首次还是前三次猜测，模型都优于最好的基线“{{baseline}}”。',
    partly: '用最后 {{days}} 天检验，模型只在{{one}}上优于最好的基线“{{baseline}}”；{{other}}的差异在偶然范围之内。',
    mixed: '用最后 {{days}} 天检验，与最好的基线“{{baseline}}”相比，模型在{{one}}上更优，在{{other}}上更差。',
    level: '用最后 {{days}} 天检验，模型没有优于最好的基线“{{baseline}}”：首次与前三次猜测的差异都在偶然范围之内。',
    slips: '用最后 {{days}} 天检验，模型没有优于最好的基线“{{baseline}}”：它在{{one}}上更差；{{other}}的差异在偶然范围之内。',
    loses: '用最后 {{days}} 天检验，模型没有优于最好的基线“{{baseline}}”：首次与前三次猜测都更差。',
    first: {
      beats: '用最后 {{days}} 天检验，模型的首次猜测优于最好的基线“{{baseline}}”。',
      level: '用最后 {{days}} 天检验，模型的首次猜测没有优于最好的基线“{{baseline}}”：差异在偶然范围之内。',
      loses: '用最后 {{days}} 天检验，模型没有优于最好的基线“{{baseline}}”：它的首次猜测猜中得更少。',
    },
    fewChoices: '选项很少，无论由谁来猜，三次猜测都能包含全部选项，因此只评判首次猜测。',
    names: { accuracy1: '首次猜测', accuracy3: '前三次猜测' },
    accuracy1: '首次猜中的用户占 {{model}}，基线为 {{baseline}}，差 {{by}} 个百分点（95% 区间 {{low}} 至 {{high}}）。',
    accuracy3: '前三次中猜中的占 {{model}}，基线为 {{baseline}}，差 {{by}} 个百分点（{{low}} 至 {{high}}）。',
  },
  table: {
    label: '各分群接下来最可能的选择',
    users: '用户',
    usersNote: {
      purchases: '分群中在文件里有购买的用户。对其余用户不作预测。',
      events: '分群中有带品类或商品的事件的用户。对其余用户不作预测。',
    },
    likely: '最可能的下一个{{what}}',
    likelyNote: '在最常见的 {{choices}} 种之中，用户下次选择其一时的概率均值。',
    calibrated: '概率已用另外的用户校准。',
    choice: '{{name}}（{{share}}）',
  },
  lift: {
    title: '最可能选择“{{name}}”的十分之一用户，选择它的频率是平均的 {{lift}} 倍',
    share: '所选之中“{{name}}”的占比',
    which: { category: '品类', item: '商品' },
    note: '一个{{what}}与其余全部相比：受检验且选择了可猜测者的用户，按模型给出的“{{name}}”概率排序，其中 {{users}} 位选择了它。用户当天选择多个时，各按其份额计。',
  },
  figures: {
    label: '各种猜法猜中的比例，以及概率的偏差',
    guesser: '猜法',
    accuracy1: '首次猜中',
    accuracy3: '前三次猜中',
    logLoss: '对数损失',
    logLossNote: '越低越好：实际所选的概率取对数的相反数，对选了所猜之一的用户求均值。若把 {{choices}} 种一律同等看待，则为 {{alike}}。',
    brier: 'Brier 分数',
    brierNote: '越低越好：概率与实际所选之差的平方，对所有可猜的选项求和，从 0 到 2；对同样的用户求均值。',
  },
  how: {
    test: '用{{from}}至{{to}}之间的下一个选择日检验，涉及此前选过且再次选择的 {{users}} 位用户。猜测只要在用户当天所选之中即为正确。只猜最常见的 {{choices}} 种；其中 {{reachable}} 的用户选了它们之一，任何猜测都不可能超过这一比例。',
    probabilities:
      '概率方面，涉及选了所猜之一的 {{users}} 位用户：对数损失 {{logLoss}}，最好的基线“{{baseline}}”为 {{baselineLoss}}，差 {{by}}（95% 区间 {{low}} 至 {{high}}）；Brier 分数差 {{brierBy}}（{{brierLow}} 至 {{brierHigh}}）。习惯类基线的概率由习惯与流行程度混合而成，比例取最符合较早截止日的那个。',
    calibrated:
      '此处与导出中的概率均已校准：得分除以一个温度（{{shown}}；检验时为 {{temperature}}），先后顺序不变。温度从 {{rows}} 行学习，这些用户既未参与训练也未参与检验。',
    uncalibrated: '概率为模型的原始输出：用户太少，无法留出既不训练也不检验的用户来校准。',
    purchases: '选择指购买。',
    events: '没有任何购买带有品类或商品，因此选择指任何带有它们的事件。',
    model:
      '条件形式的多项逻辑回归，每个选项有七项描述：流行程度、用户自己的占比、次数和是否选过、是否上次所选、距今多久，以及紧随上次所选出现的频率；从 {{cutoffs}} 个较早的截止日的 {{rows}} 行学习。最好的基线是在这些用户上猜中最多的那个。区间来自对用户的 {{resamples}} 次自助抽样。每个区间各自成立：若实际毫无差异，一百次比较中约有两三次看起来像是模型更优。',
  },
  user: { label: '接下来可能选择', note: '在最常见的品类或商品之中，用户下一个选择日的概率。' },
};
