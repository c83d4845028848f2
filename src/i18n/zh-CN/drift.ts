export const drift: typeof import('../en/drift').drift = {};
