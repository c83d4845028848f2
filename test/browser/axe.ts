import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Axe finds nothing wrong in the page, or in what the selector names, once the page is at rest. */
export async function noViolations(page: Page, where: string, within?: string): Promise<void> {
  // A screen whose code is still on its way changes nothing, either.
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeAttached();
  await atRest(page);
  // Its other mode opens a blank page at every call, to gather what frames say; there are no frames here.
  // What passes is counted but not described: describing it took half of the time.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  if (within !== undefined) axe.include(within);
  const { violations } = await axe.analyze();
  expect(violations.map(({ id, nodes }) => `${where}: ${id} at ${nodes.map((node) => node.target.join(' ')).join('; ')}`)).toEqual([]);
}

/** Waits until nothing has changed or moved for 250 ms, for 3 s at most: a transition seen half-way has colours of its own. */
export async function atRest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    let last = performance.now();
    const changed = () => (last = performance.now());
    const observer = new MutationObserver(changed);
    observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    const until = last + 3000;
    while (performance.now() < Math.min(until, last + 250)) {
      await new Promise(requestAnimationFrame);
      // What spins for ever does not hold it up.
      if (document.getAnimations().some((animation) => Number.isFinite(animation.effect?.getComputedTiming().endTime))) changed();
    }
    observer.disconnect();
  });
}
