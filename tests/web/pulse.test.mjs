// A command that is typed shows where the page does the same: that part of it pulses for a moment.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { becomes, type } from './rows.mjs';
import { button, openRun, world } from './run.mjs';
import { stage } from './site.mjs';

const { browser, site } = await stage();

/** Keeps account of what has pulsed, by its words or its class, however short it was. */
function watch(page) {
  return page.evaluate(() => {
    window.pulsed = [];
    const name = (part) => part.dataset.does ?? part.className.split(' ')[0];
    new MutationObserver((changes) => {
      for (const { target, oldValue } of changes) {
        const [was, is] = [/\bpulse\b/.test(oldValue), target.classList.contains('pulse')];
        if (is && !was) window.pulsed.push(name(target));
      }
    }).observe(document.body, {
      subtree: true, attributes: true, attributeFilter: ['class'], attributeOldValue: true,
    });
  });
}

/** What has pulsed since somebody asked last. */
const pulsed = (page) => page.evaluate(() => window.pulsed.splice(0));

const CONTAINER = JSON.stringify([{ name: 'app', image: 'nginx', memory: 128 }]);

/** Commands, and the part of the page that does the same. */
const COMMANDS = [
  [`register-task-definition --family job --container-definitions '${CONTAINER}'`, 'foot'],
  [
    'create-service --cluster harbor --service-name web --task-definition job --desired-count 1',
    'service',
  ],
  ['update-service --cluster harbor --service web --desired-count 2', 'service'],
  ['run-task --cluster harbor --task-definition job', 'run-task'],
  ['list-tasks --cluster harbor', 'rail'],
];

/** The same of commands of Drydock's own. */
const OWN = [
  ['faults inject SlowPull image=nginx addedSeconds=60', 'faults'],
  ['faults clear', 'faults'],
  ['instances add m5.large', 'instances'],
];

test('a command makes the part of the page pulse that does the same', async () => {
  const made = await world();
  made.ask('Drydock.AddInstances', { cluster: 'harbor', instanceType: 'm5.large', count: 1 });
  const { page, faults, close } = await openRun(browser, site, made.export());
  await button(page, 'Terminal').click();
  await watch(page);
  for (const [command, part] of COMMANDS) {
    await type(page, `aws ecs ${command}`);
    assert.deepEqual(await pulsed(page), [part], command);
    await becomes(() => page.locator('.pulse').count(), 0);
  }
  for (const [command, part] of OWN) {
    await type(page, `drydock ${command}`);
    assert.deepEqual(await pulsed(page), [part], command);
    await becomes(() => page.locator('.pulse').count(), 0);
  }
  // What has no place on the page leaves it alone, and so does what the shell does itself.
  await type(page, 'aws ecs list-account-settings');
  await type(page, 'drydock faults');
  await type(page, 'echo aws ecs run-task');
  assert.deepEqual(await pulsed(page), []);
  assert.deepEqual(faults, []);
  await close();
});

test('it is seen as a ring that fades, or stands still for who wants no motion', async () => {
  for (const reducedMotion of ['no-preference', 'reduce']) {
    const made = await world();
    const { page, faults, close } = await openRun(browser, site, made.export(), { reducedMotion });
    await button(page, 'Terminal').click();
    await page.locator('[data-does=service]').evaluate((part) => {
      window.style = new Promise((done) => {
        new MutationObserver(() => {
          const { animationName, boxShadow } = getComputedStyle(part);
          done({ animationName, boxShadow });
        }).observe(part, { attributes: true, attributeFilter: ['class'] });
      });
    });
    await type(page, 'aws ecs delete-service --cluster harbor --service nobody');
    const { animationName, boxShadow } = await page.evaluate(() => window.style);
    if (reducedMotion === 'reduce') assert.match(boxShadow, /0px 0px 0px 3px/);
    assert.equal(animationName, reducedMotion === 'reduce' ? 'none' : 'pulse');
    assert.deepEqual(faults, []);
    await close();
  }
});
