import type { outcomes as english } from '../en/outcomes';

export const outcomes: typeof english = {
  title: '谁会购买，谁会流失？',
  working: '正在从过去学习谁会购买、谁会流失',
  start: '为每位用户计算',
  promise: '模型从用户在较早日子之前的行为及其随后的结果中学习，并用最后一段时间检验。随后每位用户都会得到购买与流失的概率。',
  horizon: '预测天数',
  horizonOption: '未来 {{days}} 天',
  which: '预测内容',
  none: {
    timeless: '此表每位用户一行，没有时间，看不出谁回来过。需要每个事件或每次购买一行的文件。',
    'too-short': '文件只覆盖 {{days}} 天；至少需要 {{needed}} 天：一周用于回看，一周用于学习随后的结果，一周用于检验。',
    'no-features': '在较早的日子里还没有用户，或没有可以区分用户的信息，因此无从学习。',
  },
  missing: {
    'no-purchases': '此文件中没有任何购买事件。若其中有购买，请在“数据”页指明哪些事件类型表示购买。',
    training:
      '可供学习的用户太少：在较早的截止日，{{happened}} 位{{what}}，{{not}} 位没有；两者各需至少 {{needed}} 位。可以换一个更短或更长的期限。',
    test: '可供检验的用户太少：在最后一段时间里，{{happened}} 位{{what}}，{{not}} 位没有；两者各需至少 {{needed}} 位。可以换一个更短或更长的期限。',
  },
  kinds: { purchase: '购买', inactive: '流失：无活动', 'no-purchase': '流失：无购买' },
  happened: { purchase: '购买了', inactive: '没有再来', 'no-purchase': '没有再购买' },
  definition: {
    purchase: '购买：此前出现过的用户在未来 {{days}} 天内至少购买一次。',
    inactive: '流失：此前活跃过的用户在未来 {{days}} 天内没有任何事件。',
    'no-purchase': '流失：此前购买过的用户在未来 {{days}} 天内没有购买。',
  },
  headline: {
    purchase: '{{end}} 之后 {{days}} 天内，预计 {{share}} 的用户会购买',
    inactive: '{{end}} 之后 {{days}} 天内，预计 {{share}} 的用户不会再来',
    'no-purchase': '{{end}} 之后 {{days}} 天内，预计 {{share}} 的买家不会购买',
  },
  models: { 'base-rate': '基准率', 'bg-nbd': 'BG/NBD', logistic: '逻辑回归', network: '神经网络' },
  verdict: {
    beats: '{{what}}，用最后 {{days}} 天检验：{{model}}优于基线“{{baseline}}”。',
    mixed: '{{what}}，用最后 {{days}} 天检验：与基线“{{baseline}}”相比，{{model}}在一项指标上更优，在另一项上则不然。',
    level: '{{what}}，用最后 {{days}} 天检验：{{model}}没有优于基线“{{baseline}}”：差异在偶然范围之内。',
    loses: '{{what}}，用最后 {{days}} 天检验：{{model}}没有优于基线“{{baseline}}”：它更差。',
    logLoss: '对数损失（越低越好）{{model}}，基线 {{baseline}}，差 {{by}}（95% 区间 {{low}} 至 {{high}}）。',
    auc: 'ROC AUC（越高越好）{{model}}，基线 {{baseline}}，差 {{by}}（{{low}} 至 {{high}}）。',
  },
  table: {
    label: { purchase: '各分群的购买概率', inactive: '各分群的无活动概率', 'no-purchase': '各分群的无购买概率' },
    users: '用户',
    usersNote: {
      purchase: '分群中的用户，全部有预测。',
      inactive: '分群中的用户，全部有预测。',
      'no-purchase': '分群中至少购买过一次的用户：只有他们才可能停止购买。',
    },
    mean: '平均概率',
    meanNote: '文件结束后 {{days}} 天内，用户校准概率的均值。',
    expected: '预计用户数',
  },
  charts: {
    tenth: '用户十等分，最可能者在前',
    share: { purchase: '购买的用户', inactive: '没有再来的用户', 'no-purchase': '没有购买的买家' },
    predicted: '预测概率',
    actual: '实际发生的比例',
    users: '用户',
    lift: '提升度',
    average: '全部用户 {{rate}}',
    right: '预测 = 实际',
    liftTitle: {
      purchase: '{{model}}排在最前的十分之一用户，购买率是全部用户的 {{lift}} 倍',
      inactive: '{{model}}排在最前的十分之一用户，不再来的比例是全部用户的 {{lift}} 倍',
      'no-purchase': '{{model}}排在最前的十分之一买家，不购买的比例是全部买家的 {{lift}} 倍',
    },
    calibrationTitle: '在十个大小相同的组中，预测概率平均偏差 {{error}} 个百分点',
  },
  figures: {
    label: '各模型在检验用户上的指标',
    figure: '指标',
    auc: 'ROC AUC',
    averagePrecision: '平均精度',
    logLoss: '对数损失',
    brier: 'Brier 分数',
    threshold: '阈值',
    precision: '精确率',
    recall: '召回率',
    f1: 'F1',
    notes: {
      auc: '发生者的概率高于未发生者的可能性。0.5 等于抛硬币，1 为完美。',
      averagePrecision: '在所有阈值上按召回率的增量加权平均的精确率。一无所知的模型等于基准率。',
      logLoss: '给实际结果的概率取 −ln 后的均值。越低越好；十分确定却错了代价最大。',
      brier: '概率与结果之差的平方的均值。越低越好。',
      threshold: '概率达到此值的用户被选中。它是验证用户中 F1 最高的阈值，从不取自检验用户。',
      precision: '被选中的用户中实际发生的比例。',
      recall: '实际发生的用户中被选中的比例。',
      f1: '精确率与召回率的调和平均。',
    },
  },
  how: {
    test: '用 {{from}} 至 {{to}} 检验，涉及此前已出现的 {{users}} 位用户，其中 {{rate}} {{what}}。',
    training_one:
      '从一个较早的截止日 {{cutoffs}} 学习：{{rows}} 行，每位用户一行，由仅截至该日的事件得出的 {{features}} 个特征描述；另有其他用户的 {{validation}} 行决定何时停止、校准概率（Platt）并给出阈值。',
    training_other:
      '从 {{count}} 个较早的截止日（{{cutoffs}}）学习：{{rows}} 行，每位用户每个截止日一行，由仅截至该日的事件得出的 {{features}} 个特征描述；另有其他用户的 {{validation}} 行决定何时停止、校准概率（Platt）并给出阈值。超过 24,000 行时使用按种子抽取的用户样本。',
    sample: '在按种子抽取的 {{users}} 位用户样本上训练和检验。',
    models:
      '基准率：所有人概率相同，取自较早的截止日。BG/NBD：用最后一个截止日之前的购买拟合；尚未购买过的用户取当时同类用户的购买比例。逻辑回归：L2 惩罚由验证用户选定。神经网络：隐藏层宽度 {{hidden}}，Adam 加权重衰减，提前停止。用户表中的属性不参与，因为无从知道它们何时为人所知。',
    used: '{{model}}在验证用户上的对数损失更低；加入最后一段时间重新拟合后，由它给出预测。区间来自对用户的 {{resamples}} 次自助抽样。',
  },
  user: {
    purchase: '{{days}} 天内会购买',
    inactive: '{{days}} 天内不会再来',
    'no-purchase': '{{days}} 天内不会购买',
    notes: {
      purchase: '文件结束后 {{days}} 天内至少购买一次的校准概率。',
      inactive: '文件结束后 {{days}} 天内没有任何事件的校准概率。',
      'no-purchase': '购买过的用户在文件结束后 {{days}} 天内没有购买的校准概率。',
    },
  },
};
