import type { Plugin } from 'vite';

export function readingKernel(): Plugin;
