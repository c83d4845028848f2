import { expect, test, type Locator, type Page } from '@playwright/test';
import { build, download, madeFile, openApp, readFile } from './app';
import { noViolations } from './axe';

const table = (page: Page): Locator => page.getByRole('table', { name: /^(What is expected of each segment|每个分群的预计购买)$/ });

const numberOf = (text: string): number => Number(text.replace(/,/g, '').match(/-?[\d.]+/)![0]);

/** The column under a heading, of the segments and of all together. */
async function column(page: Page, title: string) {
  const cells = table(page).locator(`tr[data-segment]:not([data-segment=all]) td[data-label="${title}"]`);
  const all = table(page).locator(`tr[data-segment=all] td[data-label="${title}"]`);
  return { parts: (await cells.allTextContents()).map(numberOf), all: numberOf((await all.textContent())!) };
}

/** Purchases of users who come back every `gap` days, until some of them stay away. */
function purchases(users: number, days: number): string {
  const lines = ['user_id,event,timestamp,price'];
  for (let user = 0; user < users; user++) {
    const gap = 3 + (user % 17);
    const last = user % 4 === 0 ? days / 3 : days;
    for (let day = user % 9; day < last; day += gap + ((user + day) % 3)) {
      const time = new Date(Date.UTC(2024, 0, 1) + day * 86_400_000 + (user % 24) * 3_600_000).toISOString();
      lines.push(`u${user},purchase,${time.slice(0, 19).replace('T', ' ')},${(5 + (user % 7) * 6 + (day % 5)).toFixed(2)}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

test('what each segment will buy, beside how good the model was', async ({ page }) => {
  await openApp(page);
  await readFile(page, madeFile('shop.csv', purchases(400, 200)));
  await build(page);
  await expect(table(page)).toBeVisible();
  // The last fifth of 200 days.
  await expect(page.locator('[data-predictions]')).toHaveAttribute('data-predictions', '40');
  await expect(page.locator('[data-judgement][data-what=purchases]')).toContainText('baseline');
  const buyers = await column(page, 'Buyers');
  expect(buyers.all).toBe(400);
  expect(buyers.parts.reduce((sum, n) => sum + n, 0)).toBe(400);
  const money = await column(page, 'Value in all');
  const sum = money.parts.reduce((total, n) => total + n, 0);
  expect(Math.abs(sum / money.all - 1)).toBeLessThan(0.01);
  // Another number of segments: the same buyers in other parts.
  const before = buyers.parts.length;
  const k = page.getByRole('combobox', { name: 'Number of segments' });
  await k.click();
  await page.getByRole('option', { name: `${before === 3 ? 4 : 3} segments` }).click();
  await expect(table(page).locator('tr[data-segment]')).toHaveCount((before === 3 ? 4 : 3) + 1);
  expect((await column(page, 'Buyers')).all).toBe(400);
});

test('who will buy and who will stay away: asked for, tested, told of each user and in the export', async ({ page }) => {
  await openApp(page);
  await readFile(page, madeFile('shop.csv', purchases(400, 200)));
  await build(page);
  const region = page.getByRole('region', { name: 'Who will buy, who will stay away?' });
  await region.locator('summary', { hasText: 'Training' }).click();
  await region.getByLabel('Epochs at most').fill('30');
  await region.getByRole('button', { name: 'Use these' }).click();
  await expect(region.getByRole('button', { name: 'Use these' })).toBeDisabled();
  await expect(region.locator('summary', { hasText: 'Training' })).toContainText('changed: Epochs at most');
  await page.getByRole('button', { name: 'Work it out for each user' }).click();
  const section = page.locator('[data-outcomes]');
  await expect(section).toHaveAttribute('data-outcomes', '30', { timeout: 120_000 });
  // Every event is a purchase: staying away is not buying. Purchase, churn of buyers, value.
  await expect(section.getByRole('radio')).toHaveCount(3);
  // A user who has left for good is told from one who is due.
  await expect(section.locator('[data-model=logistic][data-baseline=base-rate]')).toHaveAttribute('data-judgement', 'beats');
  await expect(section.locator('[data-model=network][data-baseline=logistic]')).toContainText('baseline, logistic regression');
  await expect(page.getByRole('figure', { name: /^The tenth that the .* bought \d/ })).toBeVisible();
  await expect(page.getByRole('figure', { name: /^Predicted probabilities were off by/ })).toBeVisible();
  await noViolations(page, 'what will be bought', '[data-outcomes]');
  // Amounts differ by user, and one in four has left: who is worth what, beside the classical models.
  await section.getByText('Expected value', { exact: true }).click();
  await expect(section.locator('[data-baseline=last-period]')).toHaveAttribute('data-judgement', 'beats');
  await expect(section.locator('[data-baseline=classical]')).toContainText('BG/NBD with Gamma–Gamma');
  await expect(page.getByRole('table', { name: 'Expected value by segment' }).locator('tr[data-segment=all]')).toContainText('400');
  await expect(page.getByRole('figure', { name: /^The tenth that the network ranks highest spent \d/ })).toBeVisible();
  await noViolations(page, 'expected value', '[data-outcomes]');
  const [header, ...lines] = (await download(page, /^Export segments$/))
    .replace(/^\uFEFF/, '')
    .trim()
    .split('\r\n')
    .map((line) => line.split(','));
  const column = header!.indexOf('p_purchase_30d');
  const of = (id: string, at = column) => Number(lines.find(([user]) => user === id)![at]);
  expect(of('u0')).toBeLessThan(0.2);
  expect(of('u1')).toBeGreaterThan(0.8);
  const [worth, classical] = [header!.indexOf('network_value_30d'), header!.indexOf('expected_value_40d')];
  expect(of('u0', worth)).toBeLessThan(of('u1', worth));
  expect(of('u0', classical)).toBeLessThan(of('u1', classical));
  await page.getByLabel('Find a user by id').fill('u1');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Will buy in 30 days')).toBeVisible();
  await expect(page.getByText('Will spend in 30 days')).toBeVisible();
  await page.getByLabel('Days ahead').selectOption('14');
  await expect(section).toHaveAttribute('data-outcomes', '14', { timeout: 120_000 });
  await expect(page.getByText('Will buy in 14 days')).toBeVisible();
});

test('what will be chosen next and how much of it: with baselines, by segment, by week, and for each user', async ({ page }) => {
  await openApp(page);
  const [header, ...lines] = purchases(400, 200).trim().split('\n');
  // Each user goes through three kinds in turn.
  const kinds = lines.map((line, i) => `${line},${['tea', 'cups', 'cake'][i % 3]!}`);
  await readFile(page, madeFile('kinds.csv', `${[`${header!},category`, ...kinds].join('\n')}\n`));
  await build(page);
  const next = page.locator('[data-categories=category]');
  // Of three kinds, three guesses always hold the right one, whoever guesses: the first alone is judged.
  await expect(next.locator('[data-judgement=beats]')).toContainText(/with its first guess\. .*the first alone is judged/);
  await expect(next.locator('tr[data-segment=all]')).toContainText(/(tea|cups|cake) \(\d+%\)/);
  const demand = page.locator('[data-demand]');
  await expect(demand).toHaveAttribute('data-demand', '4');
  await expect(demand.locator('[data-judgement]:not([data-network])')).toContainText('back-test');
  await expect(page.getByRole('table', { name: 'What is forecast, by series' }).getByRole('row')).toHaveCount(5);
  await page.getByLabel('Series', { exact: true }).selectOption('tea');
  await expect(page.getByRole('figure', { name: /^tea: \d+ purchase lines in the next 4 weeks/ })).toBeVisible();
  await page.getByLabel('Find a user by id').fill('u1');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Likely next')).toBeVisible();
  expect(await download(page, /^Export segments$/)).toContain('next_category');
});

test('a file of three weeks gets the sentence that says what is missing', async ({ page }) => {
  await openApp(page);
  await readFile(page, madeFile('weeks.csv', purchases(200, 21)));
  await build(page);
  await expect(page.locator('[data-no-prediction=too-short]')).toContainText('21 days');
  await expect(page.locator('[data-no-categories=no-categories]')).toBeVisible();
  await expect(page.locator('[data-no-demand=few-weeks]')).toContainText('3 whole weeks');
});
