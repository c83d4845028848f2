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
};
