import type { predictions as english } from '../en/predictions';

export const predictions: typeof english = {
  working: {
    title: '他们接下来会怎样？',
    label: '正在预测用户的购买',
    stop: '停止',
    stopped: '目前没有进行计算。',
    start: '他们接下来会怎样？',
  },
  none: {
    title: '没有购买预测',
    timeless: '此表每位用户一行，没有时间，看不出谁在何时购买。需要每次购买一行的文件。',
    'no-purchases': '此文件中没有任何购买事件，无从预测。若其中有购买，请在“数据”页指明哪些事件类型表示购买。',
    'too-short': '文件只覆盖 {{days}} 天；至少需要 {{needed}} 天，才能在模型未见过的日子里检验不少于一周的预测。',
    'few-repeat-buyers_one':
      '在留作检验的最后一段时间之前，只有 {{count}} 位用户在两天或更多天购买过；至少需要 {{needed}} 位，才能判断用户多久回来一次。',
    'few-repeat-buyers_other':
      '在留作检验的最后一段时间之前，只有 {{count}} 位用户在两天或更多天购买过；至少需要 {{needed}} 位，才能判断用户多久回来一次。',
    'no-fit': '没有复购模型符合此文件中用户的购买方式。',
  },
  title: '{{end}}之后 {{days}} 天内，预计有 {{purchases}} 次购买',
  titleValue: '{{end}}之后 {{days}} 天内，预计有 {{purchases}} 次购买，金额 {{value}}',
  verdict: {
    beats: '{{what}}：用最后 {{days}} 天检验，模型优于基线“与此前 {{days}} 天相同”。',
    mixed: '{{what}}：用最后 {{days}} 天检验，与基线“与此前 {{days}} 天相同”相比，模型在一项误差上更优，在另一项上则不然。',
    level: '{{what}}：用最后 {{days}} 天检验，模型没有优于基线“与此前 {{days}} 天相同”：差异在偶然范围之内。',
    loses: '{{what}}：用最后 {{days}} 天检验，模型没有优于基线“与此前 {{days}} 天相同”：它更差。',
  },
  rmse: {
    lower: '每位用户的误差（RMSE）为 {{model}}，基线为 {{baseline}}，低 {{by}}（95% 区间 {{low}} 至 {{high}}）。',
    higher: '每位用户的误差（RMSE）为 {{model}}，基线为 {{baseline}}，高 {{by}}（95% 区间 {{low}} 至 {{high}}）。',
  },
  mae: '平均绝对误差为 {{model}}，基线为 {{baseline}}。',
  totals: '模型共预测 {{predicted}}，实际为 {{actual}}。',
  purchases: '购买次数',
  value: '金额',
  table: {
    label: '每个分群的预计购买',
    segment: '分群',
    buyers: '买家',
    buyersNote: '分群中至少购买过一次的用户。模型对其余用户不作预测。',
    ofUsers: '共 {{users}} 位用户',
    each: '每位买家购买次数',
    eachNote: '未来 {{days}} 天内预计有购买的天数。依据 BG/NBD 模型：每位买家有自己的购买频率，并可能在任何一次复购之后流失。',
    purchases: '购买次数合计',
    active: '仍是顾客',
    activeNote:
      '在两天或更多天购买过的买家尚未永久流失的平均概率，即 P(alive)。只在一天购买过的买家不计入，因为模型认为他们还没有流失的机会。',
    valueEach: '每位买家金额',
    valueNote:
      '预计购买次数乘以每次购买的预计金额，以文件中的货币计，未扣除退款。依据 Gamma–Gamma 模型：已知的购买越多，买家自己的均值相对于全体均值就越重要。',
    value: '金额合计',
    all: '全部分群',
  },
  test: {
    summary: '预测有多准，以及如何计算',
    label: '模型与基线的指标',
    figure: '每位用户的指标',
    model: '模型',
    baseline: '基线',
    difference: '模型 − 基线（95% 区间）',
    mae: '{{what}}，平均绝对误差（MAE）',
    rmse: '{{what}}，均方根误差（RMSE）',
    r2: '{{what}}，R²',
    total: '{{what}}合计；实际为 {{actual}}',
    interval: '{{difference}}（{{low}} 至 {{high}}）',
    how: '用{{from}}之前的所有日子训练，用{{from}}至{{to}}检验，涉及此前已购买过的 {{users}} 位用户；区间来自对用户的 1,000 次自助抽样。上面的数字是在整个文件上重新拟合得到的。期望值旨在减小平方误差；在多数用户不购买时，平均绝对误差偏向于猜 0。',
    purchaseDay: '一天之内的购买算作一次。用户的首次购买指此文件中的第一次。',
    bgNbd: 'BG/NBD，最大似然，时间以天计：r {{r}}，α {{alpha}}，a {{a}}，b {{b}}；对数似然 {{logLikelihood}}。',
    gammaGamma: 'Gamma–Gamma，最大似然：p {{p}}，q {{q}}，γ {{gamma}}；对数似然 {{logLikelihood}}。',
    noValue: '不预测金额：文件中已知的复购金额太少，或差异过大而没有均值。',
  },
};
