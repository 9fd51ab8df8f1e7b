// What takes longer than a frame, and a tab that nobody sees.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WIDE, button, openRun, world } from './run.mjs';
import {
  PATIENCE, axeFindings, becomes, drawn, eventually, openPage, stage,
} from './site.mjs';

const { browser, site } = await stage();

/** Services whose tasks end after some seconds and are replaced, for hours. */
async function longRun(seconds = 3 * 3600) {
  const made = await world();
  made.ask('RegisterTaskDefinition', {
    family: 'short',
    containerDefinitions: [{
      name: 'app', image: 'busybox', command: ['sleep', '20'], cpu: 10, memory: 16,
    }],
  });
  made.ask('Drydock.AddInstances', { cluster: 'harbor', instanceType: 'm5.large', count: 20 });
  for (const serviceName of ['a', 'b', 'c', 'd']) {
    made.ask('CreateService', {
      cluster: 'harbor', serviceName, taskDefinition: 'short', desiredCount: 300,
      launchType: 'EC2',
    });
  }
  made.pass(seconds);
  return made.export();
}

const waits = (page) => page.getByRole('dialog', { name: 'Please wait' });
const digits = (page) => page.locator('.clock .digits').innerText();
/** How long work may take that takes seconds on an idle machine. */
const LONG = { timeout: 4 * PATIENCE };

/**
 * Holds the page's frames back, and so the work that is done between them: it would be over before
 * a busy machine has looked at it.
 */
const hold = (page) => page.evaluate(() => {
  const ask = globalThis.requestAnimationFrame;
  globalThis.hold = () => {
    const held = [];
    globalThis.requestAnimationFrame = (act) => held.push(act);
    globalThis.letGo = () => {
      globalThis.requestAnimationFrame = ask;
      held.forEach((act) => ask(act));
    };
  };
  globalThis.hold();
});

/** Lets the frames go on. */
const letGo = (page) => page.evaluate(() => globalThis.letGo());

/**
 * In the page: lets frames go on that are held back, until so many of them have gone by or nothing
 * is under way any more, and holds them again. Gives how many there were.
 */
const letSomeGo = (most) => new Promise((resolve) => {
  let count = 0;
  const frame = () => {
    count += 1;
    if (count < most && document.querySelector('.working')) return requestAnimationFrame(frame);
    globalThis.hold();
    return resolve(count);
  };
  globalThis.letGo();
  requestAnimationFrame(frame);
});

/** Waits until the clock stands there. */
const standsAt = (page, moment) => page.locator('.clock .digits', { hasText: moment })
  .waitFor(LONG);

async function open(page, run) {
  await button(page, 'Share').click();
  await page.getByLabel('Run as text').fill(run);
  await button(page, 'Open this text').click();
}

test('the terminal goes to a far moment between frames, and says where it gave up', async () => {
  const { page, faults, close } = await openRun(browser, site, await longRun(0));
  await button(page, 'Terminal').click();
  const input = page.locator('.prompt textarea');
  const seek = async () => {
    await input.fill('drydock seek 3h');
    await input.press('Enter');
    await waits(page).waitFor();
  };
  await hold(page);
  await seek();
  await button(page, 'Cancel').click();
  await letGo(page);
  await page.getByText(/drydock: cancelled at 0\d:\d\d/).waitFor();
  await page.getByText('exit code 1').waitFor();
  await seek();
  const end = page.locator('.term .entry').nth(1).getByText('03:00:00.000');
  await end.waitFor(LONG);
  await becomes(() => digits(page), '03:00:00.0');
  await input.fill('drydock seek 1h30m; drydock seek 1h');
  await input.press('Enter');
  await page.getByText('01:30:00.000').waitFor();
  await page.getByText('01:00:00.000').waitFor();
  assert.deepEqual(faults, []);
  await close();
});

test('a long run is replayed between the frames, with a word, and can be given up', async () => {
  const run = await longRun();
  const { page, faults, close } = await openPage(browser, site, WIDE);
  await page.locator('.rail').waitFor();
  await hold(page);
  await open(page, run);
  await waits(page).waitFor();
  assert.deepEqual(await axeFindings(page), []);
  await becomes(() => page.evaluate(() => document.activeElement.textContent), 'Cancel');
  // The page is not held by the work: many frames go by before it is done, on any machine.
  assert.equal(await page.evaluate(letSomeGo, 60), 60);
  await button(page, 'Cancel').click();
  await letGo(page);
  await waits(page).waitFor({ state: 'detached' });
  await becomes(() => digits(page), '00:00:00.0');
  await becomes(() => page.locator('.app').evaluate((app) => app.inert), false);
  // Asked again, it comes to its moment, and goes anywhere from there.
  await button(page, 'Open this text').click();
  await standsAt(page, '03:00:00.0');
  await waits(page).waitFor({ state: 'detached' });
  const count = (status) => page.locator(`.rail [data-status=${status}] .num`).innerText();
  const before = await count('RUNNING');
  // The focus has gone back to where it was before the work.
  await drawn(page);
  await page.getByRole('slider').focus();
  await page.keyboard.press('Home');
  await standsAt(page, '00:00:00.0');
  await waits(page).waitFor({ state: 'detached' });
  await drawn(page);
  await page.getByRole('slider').focus();
  await page.keyboard.press('End');
  await standsAt(page, '03:00:00.0');
  await becomes(() => count('RUNNING'), before);
  assert.deepEqual(faults, []);
  await close();
});

/** In the page: nobody sees the tab any more. */
function hide() {
  Object.defineProperty(document, 'hidden', { configurable: true, value: true });
  Object.defineProperty(document, 'visibilityState', { configurable: true, value: 'hidden' });
  document.dispatchEvent(new Event('visibilitychange'));
}

/** In the page: the tab is seen again. Gives the seconds until the clock has gone on. */
async function seeAgain() {
  const clock = document.querySelector('.clock .digits');
  const [then, began] = [clock.innerText, performance.now()];
  Object.defineProperty(document, 'hidden', { configurable: true, value: false });
  Object.defineProperty(document, 'visibilityState', { configurable: true, value: 'visible' });
  document.dispatchEvent(new Event('visibilitychange'));
  const real = () => (performance.now() - began) / 1000;
  while (clock.innerText === then && real() < 60) await new Promise(requestAnimationFrame);
  return { text: clock.innerText, real: real() };
}

test('a tab that nobody sees pauses, and makes up for nothing when it is seen again', async () => {
  const made = await world();
  made.define('web');
  made.serve('web');
  made.pass(60);
  const { page, faults, close } = await openRun(browser, site, made.export());
  await button(page, '300×').click();
  await button(page, 'Play').click();
  const inSeconds = (text) => text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  const seconds = async () => inSeconds(await digits(page));
  await eventually(seconds, (now) => assert.ok(now > 60, `${now} s`));
  await page.evaluate(hide);
  await drawn(page);
  const then = await seconds();
  // What must not happen needs its time: two seconds, and as many frames as may be.
  await page.waitForTimeout(2000);
  await drawn(page);
  assert.equal(await seconds(), then);
  const { text, real } = await page.evaluate(seeAgain);
  const later = inSeconds(text);
  // At 300×, the two seconds that nobody saw would have been ten minutes; a frame takes less than
  // half a second, or it does not count.
  const most = then + (real + 0.5) * 300;
  assert.ok(later > then && later < most, `${then} s, then ${later} s, and not ${most} s`);
  assert.deepEqual(faults, []);
  await close();
});
