// Playwright's own locators ask for roles and labels of the whole page, again and again, in tasks of 60 to 120 ms on the thread
// that is measured; these look for one selector, ten times a second.
const find = ([selector, text]) =>
  [...document.querySelectorAll(selector)].find((element) => element.textContent.includes(text) && element.getClientRects().length > 0);

export const shown = (page, selector, text) =>
  page.waitForFunction(find, [selector, text], { polling: 100, timeout: 600_000 }).then((handle) => handle.dispose());

export const press = async (page, selector, text) => {
  const element = (await page.evaluateHandle(find, [selector, text])).asElement();
  if (!element) throw new Error(`nothing to press: ${text}`);
  await element.evaluate((node) => node.click());
};
