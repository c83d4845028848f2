export const segments: typeof import('../en/segments').segments = {};
