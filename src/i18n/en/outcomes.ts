export const outcomes = {
  title: 'Who will buy, who will stay away?',
  working: 'Learning from the past who buys and who stays away',
  start: 'Work it out for each user',
  promise:
    'Models learn from what users had done by earlier days and what they did next, and are tested on the last days. Then each user gets a probability of buying and of staying away.',
  horizon: 'Days ahead',
  horizonOption: 'Next {{days}} days',
  weights: { none: 'rare outcomes as they are', balanced: 'rare outcomes as much as common ones' },
  training: {
    lead: 'How the networks learn that foresee purchases, churn and value. What a buyer spends has no rare side: class weights leave it alone.',
    apply: 'Use these',
    again: 'Use these and work it out again',
  },
  which: 'What is predicted',
  none: {
    timeless:
      'This table has one row a user and no times, so it does not say who came back. A file with one row an event or purchase is needed.',
    'too-short':
      'The file covers {{days}} days; {{needed}} are needed: a week to look back over, a week to learn what came next, a week to test on.',
    'no-features': 'On the earlier days there was nobody yet, or nothing to tell users apart by, so there is nothing to learn from.',
  },
  missing: {
    'no-purchases': 'No event of this file is a purchase. If some are, say on the Data screen which event types mean a purchase.',
    training:
      'Too few users to learn from: at the earlier cut-offs {{happened}} {{what}} and {{not}} did not; at least {{needed}} of each are needed. A shorter or longer horizon may do.',
    test: 'Too few users to test on: in the last days {{happened}} {{what}} and {{not}} did not; at least {{needed}} of each are needed. A shorter or longer horizon may do.',
  },
  kinds: { purchase: 'Purchase', inactive: 'Churn: no activity', 'no-purchase': 'Churn: no purchase' },
  happened: { purchase: 'bought', inactive: 'stayed away', 'no-purchase': 'did not buy again' },
  definition: {
    purchase: 'Purchase: at least one within the next {{days}} days, by any user seen before.',
    inactive: 'Churn: no event of any kind within the next {{days}} days, by a user who was active before.',
    'no-purchase': 'Churn: no purchase within the next {{days}} days, by a user who had bought before.',
  },
  headline: {
    purchase: 'In the {{days}} days after {{end}}, {{share}} of the users are expected to buy',
    inactive: 'In the {{days}} days after {{end}}, {{share}} of the users are expected to stay away',
    'no-purchase': 'In the {{days}} days after {{end}}, {{share}} of the buyers are expected not to buy',
  },
  models: {
    'base-rate': 'base rate',
    'bg-nbd': 'BG/NBD',
    logistic: 'logistic regression',
    network: 'network',
    embedding: 'network that is also told the embedding',
  },
  verdict: {
    beats: '{{what}}, tested on the last {{days}} days: the {{model}} beats its baseline, {{baseline}}, on both figures.',
    partly:
      '{{what}}, tested on the last {{days}} days: the {{model}} beats its baseline, {{baseline}}, on {{one}} only; on {{other}} the difference is within chance.',
    mixed:
      '{{what}}, tested on the last {{days}} days: the {{model}} beats its baseline, {{baseline}}, on {{one}} but is worse on {{other}}.',
    level:
      '{{what}}, tested on the last {{days}} days: the {{model}} does not beat its baseline, {{baseline}}: on both figures the difference is within chance.',
    slips:
      '{{what}}, tested on the last {{days}} days: the {{model}} does not beat its baseline, {{baseline}}: it is worse on {{one}}; on {{other}} the difference is within chance.',
    loses:
      '{{what}}, tested on the last {{days}} days: the {{model}} does not beat its baseline, {{baseline}}: it is worse on both figures.',
    names: { logLoss: 'log loss', auc: 'ROC AUC' },
    logLoss: 'Log loss (lower is better) {{model}} against {{baseline}}, difference {{by}} (95% interval {{low}} to {{high}}).',
    auc: 'ROC AUC (higher is better) {{model}} against {{baseline}}, difference {{by}} ({{low}} to {{high}}).',
  },
  table: {
    label: {
      purchase: 'Probability of a purchase by segment',
      inactive: 'Probability of no activity by segment',
      'no-purchase': 'Probability of no purchase by segment',
    },
    users: 'Users',
    usersNote: {
      purchase: 'Users of the segment, all of whom are predicted.',
      inactive: 'Users of the segment, all of whom are predicted.',
      'no-purchase': 'Users of the segment who have bought at least once: only they can stop buying.',
    },
    mean: 'Average probability',
    meanNote: 'Mean of the users’ calibrated probabilities for the {{days}} days after the file ends.',
    expected: 'Users expected',
  },
  charts: {
    tenth: 'Tenth of users, most likely first',
    share: { purchase: 'Users who bought', inactive: 'Users who stayed away', 'no-purchase': 'Buyers who did not buy' },
    predicted: 'Predicted probability',
    actual: 'Share for whom it happened',
    users: 'Users',
    lift: 'Lift',
    average: 'all users {{rate}}',
    right: 'predicted = happened',
    liftTitle: {
      purchase: 'The tenth that the {{model}} ranks highest bought {{lift}} times as often as all users',
      inactive: 'The tenth that the {{model}} ranks highest stayed away {{lift}} times as often as all users',
      'no-purchase': 'The tenth that the {{model}} ranks highest failed to buy {{lift}} times as often as all buyers',
    },
    calibrationTitle: 'Predicted probabilities were off by {{error}} percentage points on average, in ten groups of equal size',
  },
  figures: {
    label: 'Figures of each model on the users tested',
    figure: 'Figure',
    auc: 'ROC AUC',
    averagePrecision: 'Average precision',
    logLoss: 'Log loss',
    brier: 'Brier score',
    threshold: 'Threshold',
    precision: 'Precision',
    recall: 'Recall',
    f1: 'F1',
    notes: {
      auc: 'Chance that a user for whom it happened had a higher probability than one for whom it did not. 0.5 is a coin, 1 is perfect.',
      averagePrecision:
        'Precision averaged over all thresholds, weighted by what each adds to recall. For a model that knows nothing it is the base rate.',
      logLoss: 'Mean of −ln of the probability given to what happened. Lower is better; certainty that turns out wrong costs most.',
      brier: 'Mean squared difference of probability and outcome. Lower is better.',
      threshold:
        'From this probability on a user is called. It is the one with the best F1 among the validation users, never among those tested.',
      precision: 'Of the users called, the share for whom it happened.',
      recall: 'Of the users for whom it happened, the share that were called.',
      f1: 'Harmonic mean of precision and recall.',
    },
  },
  how: {
    test: 'Tested on {{from}} to {{to}} with the {{users}} users known by then, of whom {{rate}} {{what}}.',
    training_one:
      'Learned from one earlier cut-off, {{cutoffs}}: {{rows}} rows, a row a user, described by {{features}} features of the events up to that day alone; {{validation}} further rows, of other users, decided when to stop, calibrated the probabilities (Platt) and gave the threshold.',
    training_other:
      'Learned from {{count}} earlier cut-offs, {{cutoffs}}: {{rows}} rows, a row a user and cut-off, described by {{features}} features of the events up to that day alone; {{validation}} further rows, of other users, decided when to stop, calibrated the probabilities (Platt) and gave the threshold. Of more than 24,000 rows a seeded sample of users serves.',
    encoded:
      'Beside the features the network is given a code of {{dims}} numbers a user, of what {{encoder}} makes of the events up to each cut-off; it learned from events up to {{until}} alone.',
    encodedFeatures:
      'Beside the features the network is given the embedding ({{encoder}}), {{dims}} numbers a user, made of the features up to each cut-off by an encoder that learned from events up to {{until}} alone.',
    uncoded: {
      features: 'The embedding of this run is the features themselves, which the models know: there is no code to tell them beside.',
      'few-users':
        'The models are not told the embedding: it is trained together with the segments, and up to the latest cut-off to learn from the file has fewer users than that takes. One that learned from later events would know what it is tested on.',
    },
    sample: 'Trained and tested on a seeded sample of {{users}} users.',
    models:
      'Base rate: the same probability for all, from the earlier cut-offs. BG/NBD: fitted on the purchases up to the last cut-off; users who had not bought get the share of their like who bought then. Logistic regression: L2 penalty chosen among the validation users. Networks: hidden layers of {{hidden}} units, {{optimizer}}, {{weights}}, stopped early. Attributes from a user table are left out, since nobody knows when they became known.',
    optimizers: { adam: 'Adam', adamw: 'AdamW', sgd: 'SGD with momentum' },
    weights: { none: 'each row weighs the same', balanced: 'both outcomes weigh the same' },
    used: 'The {{model}} has the lowest log loss among the validation users; fitted again with the last days, it makes the predictions. Intervals: {{resamples}} bootstrap samples of users. Each interval stands by itself: of a hundred comparisons in which nothing differs, two or three look as if the model were better.',
  },
  value: {
    kind: 'Expected value',
    definition:
      'Expected value: money spent within the next {{days}} days, before refunds, by any user seen before. The probability of a purchase times what a buyer is expected to spend.',
    headline: 'In the {{days}} days after {{end}}, users are expected to spend {{value}}',
    missing: 'The file says nothing of money, or nobody who bought before spent any. If a column holds amounts, say so on the Data screen.',
    models: {
      'last-period': 'the same again as in the {{days}} days before',
      classical: 'BG/NBD with Gamma–Gamma',
      network: 'network',
    },
    verdict: {
      beats: 'Expected value, tested on the last {{days}} days: the network beats its baseline, “{{baseline}}”, on both figures.',
      partly:
        'Expected value, tested on the last {{days}} days: the network beats its baseline, “{{baseline}}”, on {{one}} only; on {{other}} the difference is within chance.',
      mixed:
        'Expected value, tested on the last {{days}} days: the network beats its baseline, “{{baseline}}”, on {{one}} but is worse on {{other}}.',
      level:
        'Expected value, tested on the last {{days}} days: the network does not beat its baseline, “{{baseline}}”: on both figures the difference is within chance.',
      slips:
        'Expected value, tested on the last {{days}} days: the network does not beat its baseline, “{{baseline}}”: it is worse on {{one}}; on {{other}} the difference is within chance.',
      loses:
        'Expected value, tested on the last {{days}} days: the network does not beat its baseline, “{{baseline}}”: it is worse on both figures.',
      names: { rmse: 'RMSE', rank: 'rank correlation' },
      rmse: 'Error a user (RMSE, lower is better) {{model}} against {{baseline}}, difference {{by}} (95% interval {{low}} to {{high}}).',
      rank: 'Rank correlation (higher is better) {{model}} against {{baseline}}, difference {{by}} ({{low}} to {{high}}).',
      totals: 'The network predicted {{predicted}} in all; {{actual}} came.',
    },
    table: {
      label: 'Expected value by segment',
      users: 'Users',
      each: 'Value a user',
      eachNote: 'Mean of what the network expects the users to spend in the {{days}} days after the file ends.',
      all: 'Value in all',
      classical: 'By BG/NBD with Gamma–Gamma',
      classicalNote: 'The same by the classical models, of the users who have bought: of the others they say nothing.',
    },
    charts: {
      tenth: 'Tenth of users, highest expected value first',
      share: 'Spent a user',
      predicted: 'Expected value a user',
      actual: 'Spent a user',
      liftTitle: 'The tenth that the network ranks highest spent {{lift}} times as much as all users on average',
      calibrationTitle: 'Expected values were off by {{error}} a user on average, in ten groups of equal size',
    },
    figures: {
      label: 'Errors of each model on the users tested',
      figure: 'Figure a user',
      mae: 'Mean absolute error (MAE)',
      rmse: 'Root mean squared error (RMSE)',
      r2: 'R²',
      rank: 'Rank correlation',
      total: 'Value in all; {{actual}} came',
      notes: {
        mae: 'Lower is better. Where most users spend nothing it favours a guess of 0, so that it does not decide here.',
        rmse: 'Lower is better. It is what an expected value, rather than a typical one, keeps small; the largest customers count most.',
        r2: 'Share of the squared deviation from the mean that is explained. 0 is no better than the mean for all; it may be negative.',
        rank: 'Spearman: whether those who were expected to spend more did. 0 is chance, 1 is perfect.',
      },
    },
    how: {
      test: 'Tested on {{from}} to {{to}} with the {{users}} users known by then, of whom {{buyers}} bought.',
      model:
        'The probability is that of the {{model}}. What a buyer spends: a network of hidden layers of {{hidden}} units with a logarithmic link, fitted by the gamma deviance on {{rows}} rows with a purchase at the earlier cut-offs and calibrated on {{validation}} of other users; beside the features it is told, unclipped, what the user had spent. No amount is larger than the largest seen.',
      classical:
        'BG/NBD with Gamma–Gamma: fitted on the purchases up to the last cut-off; users who had not bought get what their like spent then. Intervals: {{resamples}} bootstrap samples of users. Each interval stands by itself: of a hundred comparisons in which nothing differs, two or three look as if the model were better.',
    },
    user: 'Will spend in {{days}} days',
    userNote: 'What the network expects the user to spend in the {{days}} days after the file ends, before refunds.',
  },
  user: {
    purchase: 'Will buy in {{days}} days',
    inactive: 'Will stay away {{days}} days',
    'no-purchase': 'Will not buy in {{days}} days',
    notes: {
      purchase: 'Calibrated probability of at least one purchase in the {{days}} days after the file ends.',
      inactive: 'Calibrated probability of no event of any kind in the {{days}} days after the file ends.',
      'no-purchase': 'Calibrated probability of no purchase in the {{days}} days after the file ends, of a user who has bought.',
    },
  },
};
