export const demand = {
  title: 'What will be bought in the coming weeks?',
  working: 'Forecasting the coming weeks',
  start: 'Forecast the coming weeks',
  which: 'Series',
  total: 'Everything',
  units: { units: 'units', purchases: 'purchase lines' },
  none: {
    timeless: 'This table has no times, so there are no weeks.',
    'no-purchases': 'No event of this file is a purchase, so there is no demand to forecast.',
    'few-weeks':
      'The file has {{weeks}} whole weeks, Monday to Sunday; {{needed}} are needed, so that a forecast can be tested from several weeks.',
  },
  headline: 'In the {{weeks}} weeks from {{next}}, {{amount}} {{unit}} are expected',
  methods: {
    naive: 'as in the last week',
    'seasonal-naive': 'as in the same week a year before',
    level: 'exponential smoothing',
    trend: 'exponential smoothing with a damped trend',
    season: 'Holt–Winters with a yearly season',
    network: 'a network',
  },
  network: {
    beats: 'A network that learned from all series beats the best of the other methods, “{{method}}”.',
    level:
      'A network that learned from all series does not beat the best of the other methods, “{{method}}”: the difference is within chance.',
    loses: 'A network that learned from all series does not beat the best of the other methods, “{{method}}”: it is worse.',
    mase: 'Its error is {{model}} against {{other}}, difference {{by}} (95% interval {{low}} to {{high}}).',
  },
  verdict: {
    beats: 'In a back-test from {{origins}} earlier weeks, {{method}} beats its baseline, “{{baseline}}”.',
    level:
      'In a back-test from {{origins}} earlier weeks, {{method}} does not beat its baseline, “{{baseline}}”: the difference is within chance.',
    loses: 'In a back-test from {{origins}} earlier weeks, {{method}} does not beat its baseline, “{{baseline}}”: it is worse.',
    unchanged:
      'In a back-test from {{origins}} earlier weeks, {{method}} is not told apart from its baseline, “{{baseline}}”: demand had not changed before.',
    unmeasured: 'Errors are measured by how much demand changes from week to week (MASE), so that there is no figure here.',
    mase: 'Its error (MASE, mean of all series) is {{model}} against {{baseline}}, difference {{by}} (95% interval {{low}} to {{high}}).',
    unbeaten_one: 'For {{count}} of {{series}} series no method has a smaller error than the baseline.',
    unbeaten_other: 'For {{count}} of {{series}} series no method has a smaller error than the baseline.',
    noSeason: 'The file is too short to tell a yearly season, so a season in the coming weeks is not foreseen.',
  },
  chart: {
    title: '{{name}}: {{amount}} {{unit}} in the next {{weeks}} weeks, {{method}}',
    week: 'Week beginning',
    ahead: 'Forecast, with its 80% interval',
    forecast: 'Forecast',
    interval: '80% interval',
    noInterval: 'none: too few tests',
    unbounded:
      'The last of the {{weeks}} weeks has no interval: a file of this length lets too few forecasts of so many weeks be tested to say how far off they are.',
  },
  table: {
    label: 'What is forecast, by series',
    name: { category: 'Category', item: 'Item', none: 'Series' },
    next: 'Next week (80% interval)',
    nextNote:
      'Made to hold what comes four times in five. It is as wide as most errors that the same method made one week ahead in the last half year, and wider where few could be tested. The intervals of later weeks are on the safe side: they hold what comes more often than that.',
    interval: '{{value}} ({{low}} to {{high}})',
    all: 'Next {{weeks}} weeks',
    method: 'Forecast by',
    methodNote:
      'The method with the least error for this series in the back-test; the network only where it beats the others. Chosen on the test itself, so its error is a little flattering.',
    mae: 'Error a week',
    maeNote: 'Mean absolute error (MAE) of the method in the back-test.',
    baseline: 'Baseline’s error',
    baselineNote: 'MAE of the baseline, “{{baseline}}”, in the same back-test.',
    r2: 'R² (baseline’s)',
    r2Note:
      'How much of the ups and downs of the weeks tested was foreseen: 1 all of it, 0 no better than their mean, negative worse than that.',
    beside: '{{value}} ({{beside}})',
  },
  figures: {
    label: 'Errors of each method in the back-test',
    method: 'Method',
    mae: 'MAE of everything ({{unit}})',
    rmse: 'RMSE',
    rmseNote: 'Root of the mean squared error, of everything, in the same unit: large errors count most.',
    r2: 'R²',
    r2Note:
      'How much of the ups and downs of everything together was foreseen: 1 all of it, 0 no better than the mean of the weeks tested, negative worse than that.',
    mase: 'MASE, mean of all series',
    maseNote:
      'Error as a multiple of that of “as in the last week”, one week ahead, in the weeks before each cut-off. Below 1 is better than that.',
  },
  how: 'Each method forecast {{weeks}} weeks from {{origins}} cut-offs a week apart, with the weeks before each alone; {{history}} whole weeks, Monday to Sunday, of {{series}} series: everything, and the largest categories (items where there are none). Refunds are not subtracted. Smoothing parameters: least squared error one step ahead. Cut-offs a week apart share weeks that they forecast, so that they say about as much as {{independent}} that share none: the intervals of differences reckon with that, and with ups and downs that last (slowest cosines, Student’s t). Each interval stands by itself: of a hundred comparisons in which nothing differs, two or three look as if the method were better. More may do so here, since the smoothing that is compared was the best of its kind on these very cut-offs; the baseline, and what the network is compared with, were the best on them, too, which works the other way. An interval of a week to come (80%, split conformal) takes the forecasts of as many weeks, h, by the same method from up to {{recent}} cut-offs, as differences of square roots: of n the ⌈0.8 · (n + h)⌉-th smallest bounds it. The network learned once, from the weeks before the first cut-off, how each week stands to the eight before it; for the forecast it learned again from all weeks.',
};
