// What somebody does and reads who looks after one row of what ECS does: writes a definition,
// runs it, lets time pass, and reads the panels.

import { button, submit, typed } from './run.mjs';

export { stepUntil, submit } from './run.mjs';
export { becomes } from './site.mjs';

/** Text as it is read: its spaces are the ordinary ones. */
export const plain = (text) => text.replace(/\s+/g, ' ').trim();

export const said = async (part) => plain(await part.innerText());

export const unfold = (part, name) => part.locator('summary', { hasText: name }).click();

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
  return (await typed(page, line)).output;
}

/** Selects the first instance of the board. */
export const selectInstance = (page) => page.locator('.inst-name').first().click();

/** A fact of a panel by its name. */
export const fact = (page, name) => said(page.locator(
  `xpath=//div[contains(@class, "scroll")]//dl/dt[normalize-space()="${name}"]`
  + '/following-sibling::dd[1]',
).first());
