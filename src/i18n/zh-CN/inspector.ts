export const inspector: typeof import('../en/inspector').inspector = {};
