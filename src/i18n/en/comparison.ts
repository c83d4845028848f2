export const comparison = {
  title: 'Which method suits these users?',
  lead: 'Every method, and several numbers of segments, on the same users, judged on users that the fit has not seen and by what these did next. It takes about as long as a build; your segments stay as they are.',
  start: 'Compare the methods',
  again: 'Compare again',
  use: 'Use this method',
  useOf: 'Use this method: {{method}}',
  inUse: 'in use',
  fewUsers_one: 'The methods cannot be compared: only {{users}} user was there before the last 30 days, and {{needed}} are needed.',
  fewUsers_other: 'The methods cannot be compared: only {{users}} users were there before the last 30 days, and {{needed}} are needed.',
  missing: {
    timeless: 'The file has no times, so it cannot be said what users did next: there are figures of the segments alone.',
    'too-short_one':
      'What users did next cannot be said: the period has {{days}} day, and {{needed}} are needed, half to group users by and half to see what follows. There are figures of the segments alone.',
    'too-short_other':
      'What users did next cannot be said: the period has {{days}} days, and {{needed}} are needed, half to group users by and half to see what follows. There are figures of the segments alone.',
  },
  outcomes: { value: 'the value of the next {{days}} days', repurchase: 'repurchase', churn: 'churn' },
  verdict: {
    chance: 'In {{outcome}}, the segments of no method lie further apart than groups made by chance.',
    level: 'In {{outcome}}, no method does better than the others beyond the interval.',
    better_one: 'In {{outcome}}, {{best}} does better than {{worse}} by more than chance explains.',
    better_other: 'In {{outcome}}, {{best}} do better than {{worse}} by more than chance explains; among themselves they are level.',
  },
  numbers: {
    title: 'Number of segments',
    lead: '{{method}} told to find different numbers, on the same users and judged in the same way. Another number is taken without training anew.',
    leadOther:
      '{{own}} finds the number itself, so this is {{method}} told to find different numbers, on the same users and judged in the same way.',
    use: 'Use this number',
    useOf: 'Use {{k}} segments',
    verdict: {
      chance: 'In {{outcome}}, no number of segments lies further apart than groups made by chance.',
      level: 'In {{outcome}}, no number of segments does better than the others beyond the interval.',
      better_one: 'In {{outcome}}, {{best}} segments do better than {{worse}} by more than chance explains.',
      better_other:
        'In {{outcome}}, {{best}} segments do better than {{worse}} by more than chance explains; among themselves they are level.',
    },
  },
  best: '(best of the column)',
  bold: 'Bold: the best of the column.',
  boldOutcomes: 'Bold: the best of the column; in value, repurchase and churn what lies furthest above chance.',
  columns: {
    method: 'Method',
    k: 'Segments',
    kNote: 'As many as in your segmentation, or as many as the method finds; below, the share of users in no segment.',
    stability: 'Stability',
    stabilityNote:
      'Whether users are placed together again when the method is fitted on other users drawn from the same: adjusted Rand index, 1 the same, 0 no better than chance, with the interval that holds 95% of the resamples.',
    value: 'Value, {{days}} days',
    valueNote:
      'Share of the variance of what a user brings in the {{days}} days after the cut-off that lies between the segments (η²), with its 95% interval by a bootstrap over users; below, what shuffled labels reach, and by how much the segments’ means spread.',
    repurchase: 'Repurchase',
    churn: 'Churn',
    rateNote:
      'How closely segment and outcome go together (Cramér’s V: 0 not at all, 1 wholly), with its 95% interval by a bootstrap over users; below, what shuffled labels reach, and by how much the segments’ rates spread. Repurchase: who had bought buys again within {{days}} days; churn: no event at all in them.',
  },
  failed: '{{why}}. As it is set there is no segmentation to use; to try it otherwise, choose it in the settings.',
  noise: '{{share}} in none',
  byChance: 'by chance {{value}}',
  spreadValue: '± {{spread}} a user',
  spreadRate: '± {{spread}} points',
  basis:
    'Fitted on {{fit}} users, judged on {{test}} others; k = {{k}} where a method is told how many. Users in no segment are a group of their own in value, repurchase and churn.',
  basisSample:
    'On a sample of {{compared}} of {{all}} users: fitted on {{fit}}, judged on {{test}} others; k = {{k}} where a method is told how many. Users in no segment are a group of their own in value, repurchase and churn.',
  cutOff: 'Features are of what users did until {{date}}; value, repurchase and churn are of the {{days}} days after it.',
  howStable: 'Stability over {{resamples}} fits on resamples.',
};
