export const assignment = {
  title: 'Place new users early',
  lead: 'How soon can it be told which segment a new user belongs to? A network learns it from users whose segment is known, and is tested on users that it has never seen, by their first 1, 2, 3, 5 … events. It takes about as long as a build; your segments stay as they are.',
  start: 'Learn to place new users',
  again: 'Learn again',
  training:
    'How the network that places new users learns. The defaults are those of the embedding where that is a network that reads events in order alone, else (also where it is fused with the features) those of a GRU. Other choices count when the network next learns, and stay with the run.',
  weightsOption: { none: 'every user the same', balanced: 'every segment the same' },
  weightsNote: {
    none: 'Every user counts the same: as many users as possible are placed right, at the expense of small segments.',
    balanced: 'Every segment counts the same, however small: its users are recognised more often, at the expense of large segments.',
  },
  headline: {
    reliable_one: 'New users can be placed from their first event on',
    reliable_other: 'New users can be placed from {{events}} events on',
    never: 'New users cannot be placed reliably by their first events',
  },
  rule: 'Reliable means: by that number of events more users are placed right than if everybody were put in the largest segment, and by it and by every larger number that was tested at least {{share}} are, even at the lower end of the 95% interval.',
  reliable_one:
    'From the first event on, placing is reliable: by it {{accuracy}} of the held-out users are placed right (95% interval {{low}} to {{high}}).',
  reliable_other:
    'From {{events}} events on, placing is reliable: by them {{accuracy}} of the held-out users are placed right (95% interval {{low}} to {{high}}).',
  never_one:
    'Placing does not become reliable: by the first event, the only one tested, {{accuracy}} of the held-out users are placed right (95% interval {{low}} to {{high}}).',
  never_other:
    'Placing does not become reliable: by {{events}} events, the most that were tested, {{accuracy}} of the held-out users are placed right (95% interval {{low}} to {{high}}).',
  kept: {
    ahead:
      'The network stays with the run: “Place this file’s users” on the Models screen places new users by it who have {{from}} to {{to}} events, with its probability. With so many it was ahead of the segments themselves.',
    aheadOne:
      'The network stays with the run: “Place this file’s users” on the Models screen places new users by it who have {{from}} events, with its probability. With so many it was ahead of the segments themselves.',
    behind:
      'The network stays with the run, but nobody is placed by it: “Place this file’s users” on the Models screen goes by the segments themselves, which the network is not shown to be ahead of.',
    unmeasured:
      'The network stays with the run, but nobody is placed by it: an earlier version learned it and did not hold it against the segments themselves. Learn again to have that done.',
  },
  beside: {
    label: 'The network beside the segments themselves',
    lead: 'Held-out users with so few events as a file would have them that ends before their next one, while they are new: placed by the network, and as the segments themselves place users (by the nearest centre, the mixture or the dense region). Right is the segment that all of a user’s events give.',
    events: 'Events of a user',
    users: 'Users tested',
    network: 'Network',
    segments: 'Segments themselves',
    difference: 'Network ahead by (points)',
    none: 'Too few held-out users were new with so few events for the network to be held against the segments themselves.',
  },
  models: { network: 'network', majority: 'largest only', counts: 'counts only' },
  baselines: {
    majority: 'everybody in the largest segment',
    counts: 'logistic regression on what the same events are, without their order',
  },
  verdict: {
    beats: 'The network beats its baseline, {{baseline}}.',
    level: 'It is not shown that the network beats its baseline, {{baseline}}: the difference is within chance.',
    loses: 'The network does not beat its baseline, {{baseline}}: it is worse.',
    figures:
      'On average over the numbers of events it places {{model}} of the users right against {{other}}, difference {{by}} percentage points (95% interval {{low}} to {{high}}).',
  },
  none: {
    timeless: 'This table has one row a user and no events in time, so there are no first events to place a user by.',
    'few-taught_one':
      'There is nothing to learn from: only {{count}} segment has {{needed}} users or more to learn from, and two are needed.',
    'few-taught_other':
      'There is nothing to learn from: {{count}} segments have {{needed}} users or more to learn from, and two are needed.',
    'few-tested_one': 'Too few users to test on: one fifth of the users in segments, {{count}}, would be held out; {{needed}} are needed.',
    'few-tested_other':
      'Too few users to test on: one fifth of the users in segments, {{count}}, would be held out; {{needed}} are needed.',
    'few-events_one':
      'Too few events: only {{count}} held-out user has two events or more; {{needed}} are needed to see how placing improves.',
    'few-events_other':
      'Too few events: only {{count}} held-out users have two events or more; {{needed}} are needed to see how placing improves.',
  },
  chart: {
    title: 'By their first event {{first}} of the users are placed right, by {{events}} events {{last}}',
    titleOne: 'By their first event {{first}} of the users are placed right',
    events: 'First events of a user',
    right: 'Users placed right',
    users: 'Held-out users with as many events',
    interval: '95% interval',
    wanted: 'wanted: {{share}}',
  },
  by: 'Placed by',
  byEvents_one: 'the first event',
  byEvents_other: 'the first {{events}} events',
  byAll: 'as many of these as each user has',
  table: {
    label: 'How each segment is recognised',
    segment: 'Segment',
    support: 'Users tested',
    supportNote: 'Held-out users who are in this segment and have as many events.',
    placed: 'Placed in it',
    placedNote: 'Held-out users whom the network placed in this segment, rightly or wrongly.',
    precision: 'Precision',
    precisionNote: 'Of the users placed in this segment, the share who belong to it: how far a placing can be trusted.',
    recall: 'Recall',
    recallNote: 'Of the users who belong to this segment, the share who were placed in it: how many of them are found.',
    f1: 'F1',
    f1Note: 'Harmonic mean of precision and recall.',
    few: 'Fewer than {{needed}} users of a segment were tested where a dash stands: too few to say how well it is recognised.',
  },
  byModel: {
    label: 'The network beside its baselines',
    model: 'Placed by means of',
    names: { network: 'Network', majority: 'Largest segment for everybody', counts: 'Counts of the same events (logistic regression)' },
    accuracy: 'Placed right',
    accuracyNote: 'Accuracy: the share of all users tested who were placed right, with its 95% interval (Wilson).',
    macroF1: 'Mean F1',
    macroF1Note: 'F1 averaged over the segments, each counting the same however small: what weighing segments the same is for.',
    difference: 'Network ahead by (points)',
    differenceNote: 'Accuracy of the network less that of the baseline in percentage points, with its 95% interval.',
    interval: '{{value}} ({{low}} to {{high}})',
  },
  confusion: {
    label: 'Who is placed where',
    lead: 'Rows: the segment that users are in. Columns: the segment that they were placed in. Users, and their share of the row; those on the diagonal are placed right.',
    corner: 'Is in ↓ placed in →',
    total: 'Users',
  },
  details: {
    summary: 'How it was computed',
    sides:
      'Of {{users}} users in segments, {{taught}} taught the network, {{validation}} others decided when it stopped learning, and {{tested}} were held out of all of it, by a seeded hash of their ids; of larger files a seeded sample serves. The segments themselves were found with all users.',
    unsegmented_one: '{{users}} user in no segment is left out.',
    unsegmented_other: '{{users}} users in no segment are left out.',
    network:
      'The network ({{architecture}}, {{parameters}} weights) reads the first {{most}} events of a user in this file, the lines of an order as one, and says after each of them which segment it is; it learned from all beginnings of these users, one of n events weighing 1/n, {{weights}}. {{epochs}} epochs, the weights of epoch {{best}} were kept; {{seconds}} on {{backends}}. Its architecture is that of the embedding in the settings where that reads events in order, else the GRU; so is its training where nothing else was chosen under “Training”, but that beside an embedding fused with the features it is that of a GRU by default.',
    temperature:
      'Probabilities are made to be counted on by a temperature (Guo et al. 2017), learned on the users who decided when it stopped.',
    weights: { none: 'with every user weighing the same', balanced: 'with every segment weighing the same' },
    tested:
      'At each number of events only users who have as many are tested, so that they are others than at the number before; at least {{least}} are needed. Baselines learn from the same users: the largest segment among those with as many events, and logistic regressions (L2 penalty 1, users weighed as for the network) on the shares of event types, categories, and bands of money and gaps among the same events. Intervals of differences and of F1: {{resamples}} bootstrap samples of users.',
  },
};
