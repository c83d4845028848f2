import type { comparison as english } from '../en/comparison';

export const comparison: typeof english = {
  title: '哪种方法适合这些用户？',
  lead: '在相同的用户上运行每种方法和多种分群数，用拟合时没有见过的用户以及他们随后的行为来评判。用时与一次构建相当；现有分群保持不变。',
  start: '比较各种方法',
  again: '重新比较',
  use: '采用此方法',
  useOf: '采用此方法：{{method}}',
  inUse: '使用中',
  fewUsers_one: '无法比较：最后 30 天之前只有 {{users}} 位用户，至少需要 {{needed}} 位。',
  fewUsers_other: '无法比较：最后 30 天之前只有 {{users}} 位用户，至少需要 {{needed}} 位。',
  missing: {
    timeless: '文件没有时间，因此不知道用户随后做了什么：只有分群本身的指标。',
    'too-short_one':
      '无法得知用户随后做了什么：期间只有 {{days}} 天，需要 {{needed}} 天，一半用于分群，一半用于观察之后的行为。只有分群本身的指标。',
    'too-short_other':
      '无法得知用户随后做了什么：期间只有 {{days}} 天，需要 {{needed}} 天，一半用于分群，一半用于观察之后的行为。只有分群本身的指标。',
  },
  outcomes: { value: '未来 {{days}} 天的消费额', repurchase: '复购', churn: '流失' },
  verdict: {
    chance: '就{{outcome}}而言，没有一种方法的分群比随机分组拉得更开。',
    level: '就{{outcome}}而言，没有一种方法超出区间地优于其他方法。',
    better_one: '就{{outcome}}而言，{{best}}优于{{worse}}，超出了偶然所能解释的范围。',
    better_other: '就{{outcome}}而言，{{best}}优于{{worse}}，超出了偶然所能解释的范围；它们彼此相当。',
  },
  numbers: {
    title: '分群数',
    lead: '让{{method}}在相同的用户上找出不同数目的分群，并以同样的方式评判。改用其他数目无需重新训练。',
    leadOther: '{{own}}自行找到分群数，因此这里让{{method}}在相同的用户上找出不同数目的分群，并以同样的方式评判。',
    use: '采用此数目',
    useOf: '采用 {{k}} 个分群',
    verdict: {
      chance: '就{{outcome}}而言，没有一种分群数比随机分组拉得更开。',
      level: '就{{outcome}}而言，没有一种分群数超出区间地优于其他数目。',
      better_one: '就{{outcome}}而言，{{best}} 个分群优于 {{worse}} 个，超出了偶然所能解释的范围。',
      better_other: '就{{outcome}}而言，{{best}} 个分群优于 {{worse}} 个，超出了偶然所能解释的范围；它们彼此相当。',
    },
  },
  best: '（该列最佳）',
  bold: '粗体：该列中的最佳值。',
  boldOutcomes: '粗体：该列中的最佳值；就消费额、复购和流失而言，为超出随机最多的值。',
  columns: {
    method: '方法',
    k: '分群数',
    kNote: '与当前分群数相同，或由方法自行找到；下方为无分群用户的比例。',
    stability: '稳定性',
    stabilityNote:
      '用从同一批用户中重新抽取的用户再拟合时，用户是否仍分在一起：调整兰德指数，1 为完全相同，0 为与随机无异；附包含 95% 重抽样的区间。',
    value: '{{days}} 天消费额',
    valueNote:
      '截止日之后 {{days}} 天内用户消费额的方差中，有多少在分群之间（η²），附按用户自助抽样的 95% 区间；下方为打乱标签所能达到的值，以及各分群均值的离散程度。',
    repurchase: '复购',
    churn: '流失',
    rateNote:
      '分群与结果的关联有多紧密（Cramér’s V：0 为毫无关联，1 为完全对应），附按用户自助抽样的 95% 区间；下方为打乱标签所能达到的值，以及各分群比率的离散程度。复购：曾购买者在 {{days}} 天内再次购买；流失：其间没有任何事件。',
  },
  failed: '{{why}}。按当前设置没有可用的分群；要换一种设置再试，请在设置中选择它。',
  noise: '{{share}} 无分群',
  byChance: '随机为 {{value}}',
  spreadValue: '每位用户 ± {{spread}}',
  spreadRate: '± {{spread}} 个百分点',
  basis: '在 {{fit}} 位用户上拟合，用另外 {{test}} 位评判；需指定数目的方法取 k = {{k}}。就消费额、复购和流失而言，无分群的用户自成一组。',
  basisSample:
    '基于 {{all}} 位用户中 {{compared}} 位的样本：在 {{fit}} 位上拟合，用另外 {{test}} 位评判；需指定数目的方法取 k = {{k}}。就消费额、复购和流失而言，无分群的用户自成一组。',
  cutOff: '特征取自{{date}}之前的行为；消费额、复购和流失取自其后的 {{days}} 天。',
  howStable: '稳定性基于 {{resamples}} 次重抽样拟合。',
};
