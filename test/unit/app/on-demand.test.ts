import { createElement, Suspense, type FunctionComponent } from 'react';
import { renderToString } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { onDemand } from '../../../src/app/on-demand';

const Page = ({ of }: { of: string }) => createElement('p', null, `the page of ${of}`);

const drawn = (View: FunctionComponent<{ of: string }>) =>
  renderToString(createElement(Suspense, { fallback: 'a moment' }, createElement(View, { of: 'segments' })));

describe('onDemand', () => {
  it('holds the place while the code is on its way, and draws at once what is there', async () => {
    const page = onDemand(() => Promise.resolve(Page));
    expect(drawn(page.View)).toContain('a moment');
    await page.load();
    expect(drawn(page.View)).toContain('the page of segments');
    expect(drawn(page.View)).not.toContain('a moment');
  });

  it('asks again after the code could not be had', async () => {
    let asked = 0;
    const page = onDemand(() => (++asked === 1 ? Promise.reject(new Error('offline')) : Promise.resolve(Page)));
    await expect(page.load()).rejects.toThrow('offline');
    await page.load();
    expect(drawn(page.View)).toContain('the page of segments');
  });
});
