// By the keyboard alone, in other colours, on paper and over plain HTTP: nobody is left behind.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WIDE, button, openRun, world } from './run.mjs';
import { axeFindings, becomes, eventually, openPage, stage } from './site.mjs';

const { browser, site } = await stage();

/** A run with two tasks on Fargate and two on instances. */
async function harbour() {
  const made = await world();
  made.define('web');
  made.serve('web');
  made.ask('Drydock.AddInstances', { cluster: 'harbor', instanceType: 'm5.large', count: 3 });
  made.pass(120);
  return made.export();
}

const focused = (page) => page.locator(':focus');

/** Presses Tab until what has the focus is named so. */
async function tabTo(page, name) {
  for (let time = 0; time < 120; time += 1) {
    await page.keyboard.press('Tab');
    const found = await page.evaluate(() => {
      const active = document.activeElement;
      return active.getAttribute('aria-label') ?? active.innerText;
    });
    if (found.trim() === name) return;
  }
  assert.fail(`Tab never comes to ${name}`);
}

/** The place in the page that has the focus: it is never lost to the body. */
const region = (page) => page.evaluate(() => {
  const place = document.activeElement.closest('.head, .left, .mid, .right, .toast');
  return place?.className ?? 'nowhere';
});

test('the keyboard comes past the header, into menus and out of them', async () => {
  const { page, faults, close } = await openPage(browser, site, WIDE);
  await page.locator('.cm-content').waitFor();
  await page.keyboard.press('Tab');
  await becomes(() => focused(page).innerText(), 'Skip to the board');
  await eventually(() => focused(page).boundingBox(), ({ width }) => {
    assert.ok(width > 80, 'it is seen');
  });
  await page.keyboard.press('Enter');
  await page.locator('.board:focus').waitFor();
  await page.keyboard.press('s');
  await page.getByRole('heading', { name: 'Create service' }).waitFor();
  await button(page, 'Examples').focus();
  await page.keyboard.press('Enter');
  await page.locator('#examples').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Escape');
  await page.locator('#examples').waitFor({ state: 'hidden' });
  await becomes(() => focused(page).getAttribute('aria-label'), 'Examples');
  await page.getByRole('heading', { name: 'Create service' }).waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.board:focus').waitFor();
  await button(page, 'Examples').focus();
  await page.keyboard.press('Enter');
  await page.locator('#examples').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.locator('#examples').waitFor({ state: 'hidden' });
  await becomes(() => focused(page).getAttribute('aria-label'), 'Examples');
  assert.deepEqual(faults, []);
  await close();
});

test('what has the focus and goes away hands it on', async () => {
  const { page, faults, close } = await openRun(browser, site, await harbour());
  await page.keyboard.press('Escape');
  await button(page, 'Faults').focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('What goes wrong').waitFor();
  await tabTo(page, 'Switch on');
  await page.keyboard.press('Enter');
  await button(page, 'Clear').focus();
  await page.keyboard.press('Enter');
  await button(page, 'Clear').waitFor({ state: 'detached' });
  await becomes(() => region(page), 'right', 'a fault that is cleared');
  await tabTo(page, 'Surroundings');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Target groups' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Faults/ }).and(page.locator(':focus')).waitFor();
  await page.locator('.board').focus();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('heading', { name: /web:1 is RUNNING/ }).waitFor();
  await tabTo(page, 'Stop task');
  await page.keyboard.press('Enter');
  await page.getByText('Desired status STOPPED').waitFor();
  await becomes(() => region(page), 'right', 'a task that is stopped');
  await button(page, 'Close inspector').focus();
  await page.keyboard.press('Enter');
  await button(page, 'Close inspector').waitFor({ state: 'detached' });
  await becomes(() => region(page), 'mid', 'an inspector that is closed');
  assert.deepEqual(faults, []);
  await close();
});

test('a form that is closed on a narrow screen goes back to where it was opened', async () => {
  const { page, faults, close } = await openRun(browser, site, await harbour());
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('navigation').getByRole('button', { name: 'Board' }).click();
  for (const leave of ['Cancel', 'Close']) {
    await button(page, 'Instances').click();
    await button(page, leave).click();
    await page.locator('.board').waitFor();
  }
  await page.locator('.board .task').first().click();
  await button(page, 'Close inspector').click();
  await page.locator('.board').waitFor();
  assert.deepEqual(faults, []);
  await close();
});

test('what was typed last is there after a reload', async () => {
  const { page, faults, close } = await openPage(browser, site, WIDE);
  const write = async (text) => {
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText(text);
  };
  await write('{"family":"early"}');
  await page.waitForURL(/#1\./);
  await write('{"family":"late"}');
  await page.reload();
  await page.locator('.cm-content', { hasText: 'late' }).waitFor();
  assert.deepEqual(faults, []);
  await close();
});

test('over plain HTTP a link is copied in the old way, and a refusal is told', async () => {
  const { page, faults, close } = await openPage(browser, site, WIDE);
  // As browsers have it where a page did not come by HTTPS.
  await page.evaluate(() => {
    Object.defineProperty(Navigator.prototype, 'clipboard', { get: () => undefined });
    document.execCommand = () => { globalThis.copied = document.activeElement.value; return true; };
  });
  await button(page, 'Share').click();
  await button(page, 'Copy link').click();
  await button(page, 'Copied').waitFor();
  const link = await page.getByLabel('Link', { exact: true }).inputValue();
  await becomes(() => page.evaluate(() => globalThis.copied), link);
  await page.evaluate(() => { document.execCommand = () => false; });
  await button(page, 'Copy run').click();
  await page.getByText(/does not let this page copy/).waitFor();
  await button(page, 'Copy run').waitFor();
  assert.deepEqual(faults, []);
  await close();
});

test('on paper all of it is there, dark on white', async () => {
  const options = { ...WIDE, colorScheme: 'dark' };
  const { page, faults, close } = await openRun(browser, site, await harbour(), options);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  const seen = () => page.evaluate(() => {
    const places = '.app, .left, .mid, .right, .scroll, .board, .events';
    const cut = [...document.querySelectorAll(places)];
    return {
      ink: getComputedStyle(document.documentElement).color,
      cut: cut.filter((one) => one.scrollHeight > one.clientHeight + 1).map((one) => one.className),
      transport: getComputedStyle(document.querySelector('.transport .seg')).display,
    };
  });
  await becomes(seen, { ink: 'rgb(11, 31, 58)', cut: [], transport: 'none' });
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await becomes(() => page.locator('html').getAttribute('data-theme'), 'dark');
  assert.deepEqual(faults, []);
  await close();
});

test('where the system forces its colours, what is chosen still differs', async () => {
  const options = { ...WIDE, forcedColors: 'active' };
  const { page, faults, close } = await openRun(browser, site, await harbour(), options);
  const all = (selector, property) => page.locator(selector).evaluateAll(
    (found, property) => found.map((one) => getComputedStyle(one)[property]), property);
  await eventually(() => all('.transport .seg > button', 'backgroundColor'), (grounds) => {
    assert.equal(new Set(grounds).size, 2, grounds.join());
  });
  await eventually(() => all('.rail .mark', 'forcedColorAdjust'), (bars) => {
    assert.ok(bars.length > 0 && bars.every((one) => one === 'none'));
  });
  assert.deepEqual(await axeFindings(page), []);
  assert.deepEqual(faults, []);
  await close();
});

test('names of 255 letters leave the rest in its place', async () => {
  const made = await world();
  const family = 'f'.repeat(255);
  made.define(family, { name: 'c'.repeat(255) });
  made.serve('s'.repeat(255), { taskDefinition: family });
  made.ask('CreateCluster', { clusterName: 'h'.repeat(255) });
  made.pass(120);
  const { page, faults, close } = await openRun(browser, site, made.export());
  // On a narrow screen it may be out of sight, behind another pane.
  const choose = (list, index) => list.evaluate((one, index) => {
    one.selectedIndex = index;
    one.dispatchEvent(new Event('change', { bubbles: true }));
  }, index);
  const services = page.locator('select.services');
  const clusters = page.locator('select[aria-label=Cluster]');
  await clusters.selectOption('harbor');
  const wide = async (selector) => page.locator(selector).evaluateAll((all) => all
    .filter((one) => one.scrollWidth > one.clientWidth)
    .map((one) => `${one.className} ${one.scrollWidth}`));
  for (const width of [1440, 320]) {
    await page.setViewportSize({ width, height: 800 });
    await choose(services, 1);
    await page.getByRole('heading', { name: 'Deployments' }).waitFor();
    await becomes(() => wide('html, .app, .right, .right > .scroll'), [], `${width} px`);
    await page.locator('.right .task-row').first().click();
    await page.getByRole('heading', { name: 'Containers' }).waitFor();
    await becomes(() => wide('html, .app, .right, .right > .scroll'), [], `${width} px`);
  }
  await page.getByRole('navigation').getByRole('button', { name: 'Board' }).click();
  await clusters.selectOption('h'.repeat(255));
  await page.locator('.board-bar .name', { hasText: 'h'.repeat(255) }).waitFor();
  await becomes(() => wide('html, .app'), [], 'the name of the cluster');
  assert.deepEqual(faults, []);
  await close();
});

test('at 400 % zoom the bars scroll away with what is in front', async () => {
  const { page, faults, close } = await openRun(browser, site, await harbour());
  await page.setViewportSize({ width: 320, height: 225 });
  await page.getByRole('navigation').getByRole('button', { name: 'Board' }).click();
  await page.evaluate(() => scrollTo(0, 10_000));
  const bars = () => page.locator('.head-row, .transport').evaluateAll(
    (all) => all.map((one) => one.getBoundingClientRect().bottom),
  );
  await eventually(bars, (all) => {
    assert.ok(all.every((bottom) => bottom <= 0), all.join());
  });
  await page.getByRole('navigation').waitFor();
  assert.deepEqual(faults, []);
  await close();
});

test('one stop of Tab for all events, and the arrow keys go through them', async () => {
  const { page, faults, close } = await openRun(browser, site, await harbour());
  await page.keyboard.press('Escape');
  await page.locator('.events').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.locator('.events > li:nth-child(2) > .event-row:focus').waitFor();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await page.locator('.event-sent pre').waitFor();
  await page.keyboard.press('ArrowUp');
  await page.locator('.events > li:nth-child(1) > .event-row:focus').waitFor();
  const stops = () => page.locator('.events button').evaluateAll(
    (all) => all.filter((one) => one.tabIndex === 0).length,
  );
  await eventually(stops, (count) => assert.ok(count <= 1, `${count} stops`));
  assert.deepEqual(await axeFindings(page), []);
  assert.deepEqual(faults, []);
  await close();
});
