export const models = {
  title: 'Models',
  empty: {
    title: 'The models behind your segments will be here',
    body: 'Every time you build segments, the run is listed here: its settings, its figures and its model. You can name a run, put two side by side and see which users changed segment. Build segments first.',
    action: 'Go to Data',
  },
};
