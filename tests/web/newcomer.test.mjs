// What somebody meets who has never seen the page: it says what waits for what, and explains no
// sign and offers no way back that is not there.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WIDE, button } from './run.mjs';
import { axeFindings, becomes, drawn, openPage, stage } from './site.mjs';

const { browser, site } = await stage();

const NARROW = { viewport: { width: 390, height: 844 } };
const item = (page, text) => page.locator('.first-item', { hasText: text });
const submit = (page) => page.locator('button[type=submit][form]').click();

async function openExample(page, name) {
  await button(page, 'Examples').click();
  await page.locator('.menu-item', { hasText: name }).first().click();
  await item(page, 'Register it').click();
}

for (const [screen, options] of [['wide', WIDE], ['narrow', NARROW]]) {
  test(`a service made while the clock is paused says what it waits for, ${screen}`, async () => {
    const { page, faults, close } = await openPage(browser, site, options);
    await openExample(page, 'Web service');
    await item(page, 'as a service').click();
    await submit(page);
    await item(page, 'Press play').waitFor();
    const step = page.locator('.journey [aria-current=step]');
    await becomes(() => step.innerText(), 'Watch');
    assert.deepEqual(await axeFindings(page), []);
    await item(page, 'Press play').click();
    await page.locator('.board .task').first().waitFor();
    assert.deepEqual(faults, []);
    await close();
  });
}

test('a task made while the clock is paused says so, until time passes', async () => {
  const { page, faults, close } = await openPage(browser, site, WIDE);
  await openExample(page, 'Web service');
  await item(page, 'as a task').click();
  await submit(page);
  await page.getByText('The clock is paused: this begins once time passes.').waitFor();
  // What was made is what is shown.
  await page.locator('.right').getByText('web:1 is PROVISIONING').waitFor();
  assert.deepEqual(await axeFindings(page), []);
  await page.locator('.stands').getByRole('button', { name: 'Press play' }).click();
  await page.locator('.stands').waitFor({ state: 'detached' });
  assert.deepEqual(faults, []);
  await close();
});

test('neither a title nor the word on the paused clock moves what is on the page', async () => {
  const { page, faults, close } = await openPage(browser, site, WIDE);
  const place = (part) => part.evaluate((one) => {
    const { left, top } = one.getBoundingClientRect();
    return [left, top];
  });
  const play = button(page, 'Play');
  await page.locator('.rail').waitFor();
  const before = await place(play);
  await openExample(page, 'Dynamic ports');
  await becomes(() => place(play), before);
  await item(page, 'as a service').click();
  await submit(page);
  await page.locator('.stands').waitFor();
  await drawn(page);
  const zones = await place(page.locator('.zones'));
  await page.locator('.stands').getByRole('button', { name: 'To the next event' }).click();
  await page.locator('.stands').waitFor({ state: 'detached' });
  await becomes(() => place(page.locator('.zones')), zones);
  await button(page, 'Play').click();
  await becomes(() => place(button(page, 'Pause')), before);
  assert.deepEqual(faults, []);
  await close();
});

test('an untouched page has nothing to start over', async () => {
  const { page, faults, close } = await openPage(browser, site, WIDE);
  await button(page, 'Examples').click();
  await page.locator('.menu-item', { hasText: 'Web service' }).waitFor();
  const again = page.locator('.menu-item', { hasText: /^Start (over|empty)/ });
  // Also once there is a run.
  await page.locator('.rail').waitFor();
  assert.equal(await again.count(), 0);
  await page.locator('.menu-item', { hasText: 'Web service' }).click();
  await button(page, 'Examples').click();
  await becomes(() => again.count(), 2);
  await again.nth(1).click();
  await button(page, 'Examples').click();
  await becomes(() => again.count(), 0);
  assert.deepEqual(faults, []);
  await close();
});

test('the legend is in sight before anything runs, and explains what is there', async () => {
  const { page, faults, close } = await openPage(browser, site, WIDE);
  await openExample(page, 'Dynamic ports');
  const legend = page.locator('.legend');
  const inSight = () => legend.evaluate((one) => {
    const [box, board] = [one, one.closest('.board')].map((part) => part.getBoundingClientRect());
    return box.bottom <= board.bottom;
  });
  await item(page, 'as a service').waitFor();
  await becomes(inSight, true, 'the next step pushes the legend out of sight');
  await legend.getByText('free for one more task').waitFor();
  assert.equal(await legend.getByText('newer of two revisions').isVisible(), false);
  assert.equal(await legend.getByText('desired STOPPED').isVisible(), false);
  await item(page, 'as a service').click();
  await submit(page);
  await button(page, 'Press play').click();
  await page.locator('.board .task.st-running').first().waitFor();
  await button(page, 'Pause').click();
  assert.equal(await legend.getByText('newer of two revisions').isVisible(), false);
  await page.locator('.board .task.st-running').first().click();
  await button(page, 'Stop task').click();
  await legend.getByText('desired STOPPED').waitFor();
  assert.deepEqual(faults, []);
  await close();
});

/** What Tab comes to from the title on, up to what stands last in the header. */
async function tabbed(page) {
  const names = [];
  await button(page, 'Examples').focus();
  while (names.length < 14 && names.at(-1) !== 'Help and keys') {
    await page.keyboard.press('Tab');
    names.push(await page.evaluate(() => {
      const { ariaLabel, textContent } = document.activeElement;
      return ariaLabel ?? textContent;
    }));
  }
  return names;
}

test('Tab goes through the header as it is read, at every width', async () => {
  const { page, faults, close } = await openPage(browser, site, WIDE);
  const rest = ['Share', 'Dark theme', 'Help and keys'];
  const names = await tabbed(page);
  assert.deepEqual(names.slice(-3), rest);
  assert.ok(names.indexOf('Play') >= 0 && names.indexOf('Play') < names.indexOf('Share'));
  await page.setViewportSize(NARROW.viewport);
  await page.waitForFunction(() => document.querySelector('.head-row .head-end'));
  assert.deepEqual(await tabbed(page), rest);
  assert.deepEqual(faults, []);
  await close();
});

test('an unknown member is one sentence, and the list of all members is folded', async () => {
  const { page, faults, close } = await openPage(browser, site, WIDE);
  const text = '{"family": "a", "containerDefinitionz": []}';
  await page.locator('.cm-content').click();
  await page.keyboard.insertText(text);
  const row = page.locator('.probs li', { hasText: 'containerDefinitionz' }).first();
  await row.waitFor();
  const list = row.locator('details.members');
  const open = () => row.evaluate((one) => one.innerText);
  await list.locator('summary').waitFor();
  assert.doesNotMatch(await open(), /must be one of/);
  await list.locator('summary').click();
  await becomes(open, /must be one of: family, /);
  assert.deepEqual(await axeFindings(page), []);
  assert.deepEqual(faults, []);
  await close();
});

test('a draft is compared with what is registered, before there is any cluster', async () => {
  const { page, faults, close } = await openPage(browser, site, WIDE);
  const text = (memory) => JSON.stringify({
    family: 'web', containerDefinitions: [{ name: 'app', image: 'nginx', memory }],
  });
  const write = async (draft) => {
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await page.keyboard.insertText(draft);
  };
  await write(text(128));
  await button(page, 'Register web:1').click();
  await page.getByText('Registered web:1').waitFor();
  await write(text(256));
  await button(page, 'draft after web:1').click();
  await button(page, 'Compare web:1 with the draft').click();
  await page.getByText('containerDefinitions[app].memory').waitFor();
  assert.deepEqual(await axeFindings(page), []);
  // What is registered stays in reach without a draft.
  await write('');
  await button(page, '1 registered').click();
  await page.getByRole('heading', { name: 'Registered revisions' }).waitFor();
  assert.deepEqual(faults, []);
  await close();
});
