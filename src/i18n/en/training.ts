export const training = {
  title: 'Training',
  allUsual: 'all at the defaults',
  changed: 'changed: {{fields}}',
  wrong: 'to be put right: {{fields}}',
  default: 'Default: {{value}}',
  defaultAndNote: '{{standard}}. {{note}}',
  weights: 'Class weights',
  hiddenNote: 'Widths, from the input on, such as 64, 32',
  dropoutNote: 'Share left out of each step, 0 to 0.8',
  reset: 'Back to the defaults',
  against: {
    method: { error: 'PCA with as many dimensions', priced: 'probabilistic PCA with as many dimensions' },
    measure: {
      error: 'mean squared error, where 1 is the variance of a feature',
      priced: 'mean squared error, where 1 is the variance of a feature, and the price of the code',
    },
    // An encoder that joins parts is compared as the autoencoder that joins them, without the network that reads the events.
    encoder: {
      alone: { starting: 'The encoder', within: 'the encoder', restored: 'the features' },
      joining: { starting: 'The autoencoder that joins the parts', within: 'the autoencoder that joins the parts', restored: 'the parts' },
    },
    verdict: {
      beats: '{{starting}} beats {{method}}: it explains what straight lines cannot.',
      level: '{{starting}} does not beat {{method}}: the difference is within chance.',
      loses: {
        error:
          '{{starting}} does not beat {{method}}: it restores {{restored}} of users whom it did not learn from worse than that simpler method does.',
        priced:
          '{{starting}} does not beat {{method}}: the price of the code counted, it restores {{restored}} of users whom it did not learn from worse than that simpler method does.',
        together:
          '{{starting}} does not beat {{method}}: it restores {{restored}} of users whom it did not learn from worse than that simpler method does, which training together with segments may cost, since it is not for restoring alone.',
      },
      nothing:
        'There is nothing for {{within}} to beat: the code is as wide as {{restored}}, or as what differs in them, so that {{method}} restores all of these users.',
      'few-users_one': 'Only {{count}} user was left to test {{within}} on: too few to say whether it beats {{method}}.',
      'few-users_other': 'Only {{count}} users were left to test {{within}} on: too few to say whether it beats {{method}}.',
      untested: 'No users were left to test {{within}} on but those whom it learned from, so whether it beats {{method}} cannot be said.',
      unknown: 'Whether {{within}} beats {{method}} by more than chance was not tested when this result was made.',
    },
    figures: 'Loss ({{measure}}): {{loss}}, of the simpler method {{baseline}}.',
    figuresDiffer: 'Validation loss ({{measure}}): {{loss}}, of the simpler method {{baseline}}; difference {{difference}}.',
    drawn: 'The code of the encoder is drawn at random, so that the difference need not be quite that of the two losses.',
    interval: '{{difference}} (95%: {{low}} to {{high}})',
    basis:
      'On {{users}} users from whom neither learned; the epoch that was kept is the best on them, which favours the encoder a little. Interval by bootstrap over users: of a hundred comparisons in which nothing differs, two or three look as if the encoder were better.',
    basisJoint:
      'On {{users}} users from whom neither learned. Interval by bootstrap over users: of a hundred comparisons in which nothing differs, two or three look as if the encoder were better.',
    basisFew_one:
      'On {{users}} user from whom neither learned; the epoch that was kept is the best on this user, which favours the encoder a little.',
    basisFew_other:
      'On {{users}} users from whom neither learned; the epoch that was kept is the best on them, which favours the encoder a little.',
    basisFewJoint_one: 'On {{users}} user from whom neither learned.',
    basisFewJoint_other: 'On {{users}} users from whom neither learned.',
  },
  fused: {
    takePart: 'What takes part: {{parts}}.',
    ifWords: 'Names of items and categories count where they are words.',
    features: 'the features',
    featuresCount_one: '{{number}} feature',
    featuresCount_other: '{{number}} features',
    with_one: '{{features}} ({{number}} attribute of users among them)',
    with_other: '{{features}} ({{number}} attributes of users among them)',
    events: 'the order of the events',
    texts: {
      title: 'the titles in “{{column}}”',
      'item-title': 'the titles of the item table in “{{column}}”',
      item: 'the names in “{{column}}”',
      category: 'the categories in “{{column}}”',
      brand: 'the brands in “{{column}}”',
      'item-column': 'what the item table says in “{{column}}”',
      text: 'what users wrote in “{{column}}”',
      profile: 'the free text in “{{column}}”',
    },
  },
};
