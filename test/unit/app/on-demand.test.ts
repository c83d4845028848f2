import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { createElement, Suspense, type FunctionComponent } from 'react';
import { renderToPipeableStream, renderToString } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { onDemand } from '../../../src/app/on-demand';

const Page = ({ of }: { of: string }) => createElement('p', null, `the page of ${of}`);

const drawn = (View: FunctionComponent<{ of: string }>) =>
  renderToString(createElement(Suspense, { fallback: 'a moment' }, createElement(View, { of: 'segments' })));

/** As it looks once everything that it waits for has come, or has failed to. */
const settled = (View: FunctionComponent<{ of: string }>) =>
  new Promise<string>((resolve, reject) => {
    const { pipe } = renderToPipeableStream(createElement(Suspense, { fallback: 'a moment' }, createElement(View, { of: 'segments' })), {
      onAllReady: () => void text(pipe(new PassThrough())).then(resolve, reject),
      onError: () => undefined,
    });
  });

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

  it('drawn again after its code could not be had, it is asked for again', async () => {
    let asked = 0;
    const page = onDemand(() => (++asked === 1 ? Promise.reject(new Error('offline')) : Promise.resolve(Page)));
    expect(await settled(page.View)).not.toContain('the page of segments');
    expect(await settled(page.View)).toContain('the page of segments');
    expect(asked).toBe(2);
  });
});
