export const categories = {
  title: 'What will they choose next?',
  working: 'Working out what users will choose next',
  start: 'What will they choose next?',
  of: { category: 'category', item: 'item' },
  none: {
    timeless: 'This table has no times, so it does not say what came after what.',
    'no-categories':
      'The file has neither categories nor items, so there is nothing to choose from. If a column holds them, say so on the Data screen.',
    'too-short':
      'The file covers {{days}} days; {{needed}} are needed, so that a guess can be learned from one week and tested on another.',
    'few-choices':
      'Only {{choices}} different categories or items were chosen before the earlier days end; {{needed}} are needed for a guess.',
    training:
      'Only {{users}} times did a user choose something before an earlier cut-off and again after it; {{needed}} are needed to learn from.',
    test: 'Only {{users}} users chose something before the last days and again in them; {{needed}} are needed to test on.',
  },
  headline: {
    category: 'The likeliest next category over all users is {{name}}, with {{share}}',
    item: 'The likeliest next item over all users is {{name}}, with {{share}} of the most frequent ones',
  },
  guessers: {
    model: 'Multinomial logistic model',
    popularity: 'what all choose most',
    'own-favourite': 'what the user chose most',
    'own-last': 'what the user chose last',
  },
  verdict: {
    beats:
      'Tested on the last {{days}} days, the model beats the best of its baselines, “{{baseline}}”, with its first guess and with three.',
    partly:
      'Tested on the last {{days}} days, the model beats the best of its baselines, “{{baseline}}”, with {{one}} only; with {{other}} the difference is within chance.',
    mixed:
      'Tested on the last {{days}} days, the model beats the best of its baselines, “{{baseline}}”, with {{one}} but is worse with {{other}}.',
    level:
      'Tested on the last {{days}} days, the model does not beat the best of its baselines, “{{baseline}}”: with its first guess and with three the difference is within chance.',
    slips:
      'Tested on the last {{days}} days, the model does not beat the best of its baselines, “{{baseline}}”: it is worse with {{one}}; with {{other}} the difference is within chance.',
    loses:
      'Tested on the last {{days}} days, the model does not beat the best of its baselines, “{{baseline}}”: it is worse with its first guess and with three.',
    first: {
      beats: 'Tested on the last {{days}} days, the model beats the best of its baselines, “{{baseline}}”, with its first guess.',
      level:
        'Tested on the last {{days}} days, the model does not beat the best of its baselines, “{{baseline}}”, with its first guess: the difference is within chance.',
      loses:
        'Tested on the last {{days}} days, the model does not beat the best of its baselines, “{{baseline}}”: its first guess is right less often.',
    },
    fewChoices: 'With so few choices three guesses hold them all, whoever guesses, so that the first alone is judged.',
    names: { accuracy1: 'its first guess', accuracy3: 'its first three guesses' },
    accuracy1:
      'Its first guess was right for {{model}} of the users against {{baseline}}, difference {{by}} points (95% interval {{low}} to {{high}}).',
    accuracy3: 'One of its first three was right for {{model}} against {{baseline}}, difference {{by}} points ({{low}} to {{high}}).',
  },
  table: {
    label: 'What each segment will probably choose next',
    users: 'Users',
    usersNote: {
      purchases: 'Users of the segment with a purchase in the file. Of the others nothing is said.',
      events: 'Users of the segment with an event that names a category or item. Of the others nothing is said.',
    },
    likely: 'Likeliest next {{what}}',
    likelyNote: 'Mean of the users’ probabilities among the {{choices}} most frequent, for the next day on which they choose one of them.',
    calibrated: 'They are calibrated on users of their own.',
    choice: '{{name}} ({{share}})',
  },
  lift: {
    title: 'The tenth of users most likely to choose “{{name}}” next chose it {{lift}} times as often as the average',
    share: 'Share of “{{name}}” in what was chosen',
    which: { category: 'Category', item: 'Item' },
    note: 'One {{what}} against all others: the users tested who chose one of those guessed, ranked by the model’s probability of “{{name}}”, which {{users}} of them chose. Where a user chose several on that day, each counts by its part.',
  },
  figures: {
    label: 'How often each way of guessing was right, and how far its probabilities were off',
    guesser: 'Guess by',
    accuracy1: 'First guess right',
    accuracy3: 'One of three right',
    logLoss: 'Log loss',
    logLossNote:
      'Lower is better: minus the logarithm of the probability of what was chosen, mean over the users who chose one of those guessed. Guessing all of {{choices}} alike gives {{alike}}.',
    brier: 'Brier score',
    brierNote:
      'Lower is better: squared difference between the probabilities and what was chosen, added up over all that may be guessed, 0 to 2; mean over the same users.',
  },
  how: {
    test: 'Tested on the next day of choice, from {{from}} to {{to}}, of the {{users}} users who had chosen before and chose again. A guess is right if it is among what the user chose that day. Guessed are the {{choices}} most frequent; {{reachable}} of those users chose one of them, more no guess can reach.',
    probabilities:
      'Probabilities, of the {{users}} users who chose one of those guessed: log loss {{logLoss}} against {{baselineLoss}} of the best baseline, “{{baseline}}”, difference {{by}} (95% interval {{low}} to {{high}}); Brier score, difference {{brierBy}} ({{brierLow}} to {{brierHigh}}). A habit gives probabilities mixed with popularity, in the parts that fit the earlier cut-offs best.',
    calibrated:
      'Probabilities are calibrated, here and in exports: scores are divided by a temperature ({{shown}}; {{temperature}} in the test), which leaves their order alone. It was learned from {{rows}} rows of users who neither taught the model nor tested it.',
    uncalibrated:
      'Probabilities are as the model gives them: there are too few users to calibrate them by some who neither teach nor test it.',
    purchases: 'A choice is a purchase.',
    events: 'No purchase names a category or item, so a choice is any event that does.',
    model:
      'Multinomial logistic regression in its conditional form on seven descriptions of each choice: popularity, the user’s share, count and having chosen it at all, whether it was the last choice, how long ago, and how often it follows the last choice; learned at {{cutoffs}} earlier cut-offs from {{rows}} rows. The best of the baselines is the one that was right most often on these very users. Intervals: {{resamples}} bootstrap samples of users. Each interval stands by itself: of a hundred comparisons in which nothing differs, two or three look as if the model were better.',
  },
  user: {
    label: 'Likely next',
    note: 'Probabilities among the most frequent categories or items, for the user’s next day of choice.',
  },
};
