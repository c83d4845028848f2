export const predictions = {
  working: {
    title: 'What will they do?',
    label: 'Working out what users will buy',
    stop: 'Stop',
    stopped: 'Nothing is computed at the moment.',
    start: 'What will they do?',
  },
  none: {
    title: 'No prediction of purchases',
    timeless:
      'This table has one row a user and no times, so it does not say when anybody bought. A file with one row a purchase is needed.',
    'no-purchases':
      'No event of this file is a purchase, so there is nothing to predict from. If some are, say on the Data screen which event types mean a purchase.',
    'too-short':
      'The file covers {{days}} days; {{needed}} are needed, so that a prediction for at least a week can be tested on days that it did not see.',
    'few-repeat-buyers_one':
      'Before the last days, which are kept for testing, {{count}} user had bought on two or more days; {{needed}} are needed to tell how often users come back.',
    'few-repeat-buyers_other':
      'Before the last days, which are kept for testing, {{count}} users had bought on two or more days; {{needed}} are needed to tell how often users come back.',
    'no-fit': 'No model of repeat purchases fits how the users of this file buy.',
  },
  title: 'In the {{days}} days after {{end}}, {{purchases}} purchases are expected',
  titleValue: 'In the {{days}} days after {{end}}, {{purchases}} purchases worth {{value}} are expected',
  verdict: {
    beats:
      '{{what}}: tested on the last {{days}} days, the model beats its baseline, “the same again as in the {{days}} days before”, on both figures.',
    partly:
      '{{what}}: tested on the last {{days}} days, the model beats its baseline, “the same again as in the {{days}} days before”, on {{one}} only; on {{other}} the difference is within chance.',
    mixed:
      '{{what}}: tested on the last {{days}} days, the model beats its baseline, “the same again as in the {{days}} days before”, on {{one}} but is worse on {{other}}.',
    level:
      '{{what}}: tested on the last {{days}} days, the model does not beat its baseline, “the same again as in the {{days}} days before”: on both figures the difference is within chance.',
    slips:
      '{{what}}: tested on the last {{days}} days, the model does not beat its baseline, “the same again as in the {{days}} days before”: it is worse on {{one}}; on {{other}} the difference is within chance.',
    loses:
      '{{what}}: tested on the last {{days}} days, the model does not beat its baseline, “the same again as in the {{days}} days before”: it is worse on both figures.',
    names: { rmse: 'RMSE', mae: 'MAE' },
  },
  rmse: {
    lower: 'Its error (RMSE) is {{model}} a user against {{baseline}}, lower by {{by}} (95% interval {{low}} to {{high}}).',
    higher: 'Its error (RMSE) is {{model}} a user against {{baseline}}, higher by {{by}} (95% interval {{low}} to {{high}}).',
  },
  mae: {
    lower: 'Its mean absolute error (MAE) is {{model}} against {{baseline}}, lower by {{by}} ({{low}} to {{high}}).',
    higher: 'Its mean absolute error (MAE) is {{model}} against {{baseline}}, higher by {{by}} ({{low}} to {{high}}).',
  },
  totals: 'It predicted {{predicted}} in all; {{actual}} came.',
  purchases: 'Purchases',
  value: 'Value',
  table: {
    label: 'What is expected of each segment',
    segment: 'Segment',
    buyers: 'Buyers',
    buyersNote: 'Users of the segment who have bought at least once. Of the others the model says nothing.',
    ofUsers: 'of {{users}}',
    each: 'Purchases a buyer',
    eachNote:
      'Expected number of days with a purchase within the next {{days}} days. By the BG/NBD model: each buyer has a rate of their own and may leave after any repeat purchase.',
    purchases: 'Purchases in all',
    active: 'Still customers',
    activeNote:
      'Mean probability that a buyer who bought on two or more days has not left for good, P(alive). Buyers of a single day are left out, since the model knows no way for them to leave.',
    valueEach: 'Value a buyer',
    valueNote:
      'Expected purchases times the expected value of one, in the currency of the file and before refunds. By the Gamma–Gamma model: the more purchases of a buyer are known, the more their own mean counts beside that of all.',
    value: 'Value in all',
    all: 'All segments',
  },
  test: {
    summary: 'How well it predicted, and how it was computed',
    label: 'Figures of the model beside those of its baseline',
    figure: 'Figure a user',
    model: 'Model',
    baseline: 'Baseline',
    difference: 'Model − baseline (95% interval)',
    mae: '{{what}}, mean absolute error (MAE)',
    rmse: '{{what}}, root mean squared error (RMSE)',
    r2: '{{what}}, R²',
    total: '{{what}} in all; {{actual}} came',
    interval: '{{difference}} ({{low}} to {{high}})',
    how: 'Trained on all days before {{from}}, tested on {{from}} to {{to}} with the {{users}} users who had bought by then; intervals by 1,000 bootstrap samples of users. Each interval stands by itself: of a hundred comparisons in which nothing differs, two or three look as if the model were better. For the figures above, fitted again on the whole file. An expected number is made to keep the squared error small; where most users buy nothing, the mean absolute error favours a guess of 0.',
    purchaseDay: 'A purchase is a day with at least one. A user’s first purchase is the first in this file.',
    bgNbd: 'BG/NBD by maximum likelihood, time in days: r {{r}}, α {{alpha}}, a {{a}}, b {{b}}; log-likelihood {{logLikelihood}}.',
    gammaGamma: 'Gamma–Gamma by maximum likelihood: p {{p}}, q {{q}}, γ {{gamma}}; log-likelihood {{logLikelihood}}.',
    noValue: 'No value is predicted: the file has too few known values of repeat purchases, or they vary so much that they have no mean.',
  },
};
