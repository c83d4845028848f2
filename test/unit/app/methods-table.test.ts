import { MantineProvider } from '@mantine/core';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { Router } from 'wouter';
import '../../../src/i18n';
import { MethodsTable } from '../../../src/screens/segments/methods/MethodsTable';
import type { MethodComparison, MethodFigures } from '../../../workers/protocol/comparison';
import { defaultRecipe } from '../../../workers/protocol/recipe';
import { mapping } from '../workbench/workbench';

type Compared = Extract<MethodComparison, { none: null }>;

it('a method that found no segments to show says so, and is not offered', () => {
  const ward: MethodFigures = {
    method: 'ward',
    k: 3,
    noise: 0,
    silhouette: 0.3,
    daviesBouldin: 1,
    stability: { value: 0.8, low: 0.7, high: 0.9 },
    outcomes: null,
  };
  const comparison = { rows: [ward, { method: 'dbscan', failed: 'density-one' }], verdicts: [], horizonDays: 30 };
  const run = { result: { recipe: defaultRecipe(mapping) } };
  const table = createElement(MethodsTable, { comparison: comparison as unknown as Compared, run: run as never });
  const html = renderToStaticMarkup(createElement(MantineProvider, null, createElement(Router, { ssrPath: '/segments', children: table })));
  const rowOf = (method: string) => new RegExp(`<tr data-method="${method}">.*?</tr>`, 's').exec(html)![0];
  expect(rowOf('ward')).toContain('<button');
  expect(rowOf('dbscan')).toContain('one segment only');
  expect(rowOf('dbscan')).not.toContain('<button');
});
