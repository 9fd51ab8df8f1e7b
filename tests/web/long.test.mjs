// What takes longer than a frame, and a tab that nobody sees.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { WIDE, button, openRun, world } from './run.mjs';
import { axeFindings, openPage, stage } from './site.mjs';

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
  await seek();
  await button(page, 'Cancel').click();
  await page.getByText(/drydock: cancelled at 0\d:\d\d/).waitFor();
  await page.getByText('exit code 1').waitFor();
  await seek();
  const end = page.locator('.term .entry').nth(1).getByText('03:00:00.000');
  await end.waitFor({ timeout: 120_000 });
  assert.equal(await digits(page), '03:00:00.0');
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
  await open(page, run);
  await waits(page).waitFor();
  assert.deepEqual(await axeFindings(page), []);
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Cancel');
  // The page is not held: frames go on.
  const longest = await page.evaluate(() => new Promise((resolve) => {
    let [last, most, left] = [performance.now(), 0, 30];
    const frame = (now) => {
      most = Math.max(most, now - last);
      last = now;
      left -= 1;
      if (left > 0 && document.querySelector('.working')) requestAnimationFrame(frame);
      else resolve(most);
    };
    requestAnimationFrame(frame);
  }));
  assert.ok(longest < 400, `a frame took ${longest} ms`);
  await button(page, 'Cancel').click();
  await waits(page).waitFor({ state: 'detached' });
  assert.equal(await digits(page), '00:00:00.0');
  assert.equal(await page.locator('.app').evaluate((app) => app.inert), false);
  // Asked again, it comes to its moment, and goes anywhere from there.
  await button(page, 'Open this text').click();
  await page.waitForFunction(
    () => document.querySelector('.clock .digits').innerText === '03:00:00.0',
    undefined,
    { timeout: 120_000 },
  );
  await waits(page).waitFor({ state: 'detached' });
  const count = (status) => page.locator(`.rail [data-status=${status}] .num`).innerText();
  const before = await count('RUNNING');
  await page.getByRole('slider').focus();
  await page.keyboard.press('Home');
  await page.waitForFunction(
    () => document.querySelector('.clock .digits').innerText === '00:00:00.0');
  await page.keyboard.press('End');
  await page.waitForFunction(
    () => document.querySelector('.clock .digits').innerText === '03:00:00.0',
    undefined,
    { timeout: 120_000 },
  );
  assert.equal(await count('RUNNING'), before);
  assert.deepEqual(faults, []);
  await close();
});

test('a tab that nobody sees pauses, and makes up for nothing when it is seen again', async () => {
  const made = await world();
  made.define('web');
  made.serve('web');
  made.pass(60);
  const { page, faults, close } = await openRun(browser, site, made.export());
  await button(page, '300×').click();
  await button(page, 'Play').click();
  const see = (hidden) => page.evaluate((hides) => {
    Object.defineProperty(document, 'hidden', { configurable: true, value: hides });
    const state = hides ? 'hidden' : 'visible';
    Object.defineProperty(document, 'visibilityState', { configurable: true, value: state });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
  const seconds = async () => {
    const [hours, minutes, rest] = (await digits(page)).split(':').map(Number);
    return hours * 3600 + minutes * 60 + rest;
  };
  await page.waitForTimeout(500);
  await see(true);
  await page.waitForTimeout(100);
  const then = await seconds();
  assert.ok(then > 60);
  await page.waitForTimeout(2000);
  assert.equal(await seconds(), then);
  await see(false);
  await page.waitForTimeout(300);
  const later = await seconds();
  // At 300×, the two seconds that nobody saw would have been ten minutes.
  assert.ok(later > then && later < then + 450, `${then} s, then ${later} s`);
  assert.deepEqual(faults, []);
  await close();
});
