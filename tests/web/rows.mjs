// What somebody does and reads who looks after one row of what ECS does: writes a definition,
// runs it, lets time pass, and reads the panels.

import assert from 'node:assert/strict';
import { button } from './run.mjs';

/** Text as it is read: its spaces are the ordinary ones. */
export const plain = (text) => text.replace(/\s+/g, ' ').trim();

export const said = async (part) => plain(await part.innerText());

/** Looks again until this is what is read, for the page draws a little after a click. */
export async function becomes(read, expected) {
  const end = Date.now() + 10_000;
  for (;;) {
    const found = await read();
    try {
      return assert.deepEqual(found, expected);
    } catch (difference) {
      if (Date.now() > end) throw difference;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export const submit = (page) => page.locator('button[type=submit][form]').click();
export const unfold = (part, name) => part.locator('summary', { hasText: name }).click();

/** Presses "next event" until something is to be seen. */
export async function stepUntil(page, what, most = 120) {
  for (let time = 0; time < most; time += 1) {
    if (await what.first().isVisible()) return;
    await button(page, 'Next event').click();
  }
  assert.fail(`never seen: ${what}`);
}

/** Runs a task of a definition by the form: on `EC2`, on `Fargate`, or by a strategy. */
export async function runTask(page, definition, where = 'EC2') {
  await button(page, 'Run task').click();
  const form = page.getByRole('form', { name: 'Run task' });
  await form.getByLabel('Task definition').selectOption(definition);
  const byType = ['EC2', 'Fargate'].includes(where);
  await form.getByText(byType ? where : 'Providers', { exact: true }).click();
  if (!byType) await form.getByLabel(/^Strategy/).fill(where);
  await submit(page);
}

/** Types a line into the terminal that is open, and gives what it says. */
export async function type(page, line) {
  const before = await page.locator('.term .entry').count();
  const input = page.locator('.prompt textarea');
  await input.fill(line);
  await input.press('Enter');
  const entry = page.locator('.term .entry').nth(before);
  await entry.waitFor();
  await page.waitForFunction(() => !document.querySelector('.term .live'));
  return (await entry.locator('pre').allTextContents()).join('');
}

/** Selects the first instance of the board. */
export const selectInstance = (page) => page.locator('.inst-name').first().click();

/** A fact of a panel by its name. */
export const fact = (page, name) => said(page.locator(
  `xpath=//div[contains(@class, "scroll")]//dl/dt[normalize-space()="${name}"]`
  + '/following-sibling::dd[1]',
).first());
