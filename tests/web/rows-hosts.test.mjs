// What control groups do to containers, as somebody reads it off a host: the quota and the period
// of a task, who may take what is free, and who is killed where memory runs out.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { button, openRun, world } from './run.mjs';
import {
  becomes, fact, plain, runTask, said, selectInstance, stepUntil, unfold,
} from './rows.mjs';
import { axeFindings, openPage, stage } from './site.mjs';

const { browser, site } = await stage();

const host = (page) => page.locator('.sect.host');

/** Definitions of one container that wants all of two vCPUs: without limits, and with a quota. */
function hungry(made, family, limits = {}, container = {}) {
  made.ask('RegisterTaskDefinition', {
    family,
    ...limits,
    containerDefinitions: [{
      name: family, image: 'nginx', memoryReservation: 64,
      dockerLabels: { 'drydock.cpu': '2048' },
      ...container,
    }],
  });
}

/** A cluster with one instance of this type. */
async function oneInstance(instanceType) {
  const made = await world();
  made.ask('Drydock.AddInstances', { cluster: 'harbor', instanceType, count: 1 });
  return made;
}

/** What each container of the host gets, by its name, as its control group says it. */
async function gets(page) {
  const rows = page.locator('.cgroups > li > ul > li');
  const found = await rows.evaluateAll((all) => all.map((one) => (
    [one.querySelector('b').textContent, one.querySelector('p').textContent])));
  return found.map(([name, text]) => `${name.split(' ')[0]} ${plain(text).split(',')[0]}`);
}

/** The files of a task's control group, each with what it holds and what that means. */
async function files(page, task) {
  const group = page.locator('.cgroups > li', { hasText: task });
  const found = await group.evaluate((one) => [...one.querySelectorAll(':scope > dl > dt')].map(
    (file) => [file.textContent, ...[...file.nextElementSibling.children].map(
      (part) => part.textContent)].join(' '),
  ));
  return found.map(plain);
}

test('containers without limits share a host, and a quota caps the one that has it', async () => {
  const made = await oneInstance('c5.large');
  hungry(made, 'free');
  hungry(made, 'capped', { cpu: '512', memory: '256' });
  const { page, faults, close } = await openRun(browser, site, made.export());
  await runTask(page, 'free:1');
  await stepUntil(page, page.locator('[data-status=RUNNING] .num', { hasText: /^1/ }));
  await selectInstance(page);
  await unfold(host(page), 'Control groups');
  await becomes(() => gets(page), ['free gets 2 048 of 2 048 units']);
  await runTask(page, 'free:1');
  await stepUntil(page, page.locator('[data-status=RUNNING] .num', { hasText: /^2/ }));
  await selectInstance(page);
  await unfold(host(page), 'Control groups');
  const half = 'free gets 1 024 of 2 048 units';
  await becomes(() => gets(page), [half, half]);
  await runTask(page, 'capped:1');
  await stepUntil(page, page.locator('[data-status=RUNNING] .num', { hasText: /^3/ }));
  await selectInstance(page);
  await unfold(host(page), 'Control groups');
  const rest = 'free gets 768 of 2 048 units';
  await becomes(() => gets(page), [rest, rest, 'capped gets 512 of 2 048 units']);
  await host(page).getByText('Hatched: wants more than it gets.').waitFor();
  assert.deepEqual(faults, []);
  await close();
});

/** Fills the fields under "Set up the host" and sends them. */
async function setUp(page, { version = 'v2', agent = '', written = '' }) {
  await host(page).getByText(version, { exact: true }).click();
  await page.getByLabel('Period of the agent (µs)').fill(agent);
  await page.getByLabel('Period written over it, quotas unchanged (µs)').fill(written);
  await button(page, 'Set up').click();
}

test('the CPU of a task is a quota and a period, and another period is another limit', async () => {
  const made = await oneInstance('c5.large');
  hungry(made, 'capped', { cpu: '512', memory: '256' });
  const { page, faults, close } = await openRun(browser, site, made.export());
  await runTask(page, 'capped:1');
  await stepUntil(page, page.locator('[data-status=RUNNING] .num', { hasText: /^1/ }));
  await selectInstance(page);
  await unfold(host(page), 'Control groups');
  await unfold(host(page), 'Set up the host');
  const ofTask = () => files(page, 'capped:1');
  const [weight, memory] = [
    'cpu.weight 100 the kernel\'s own: a quota was written, and no shares',
    'memory.max 268435456 256 MiB',
  ];
  await becomes(ofTask, [weight, 'cpu.max 50000 100000 512 units at most', memory]);
  await becomes(() => gets(page), ['capped gets 512 of 2 048 units']);
  // A period written over it, under a quota that stays: half of it is twice as much CPU.
  await setUp(page, { written: '50000' });
  await becomes(ofTask, [weight, 'cpu.max 50000 50000 1 024 units at most', memory]);
  await becomes(() => gets(page), ['capped gets 1 024 of 2 048 units']);
  await setUp(page, { written: '200000' });
  await becomes(ofTask, [weight, 'cpu.max 50000 200000 256 units at most', memory]);
  await becomes(() => gets(page), ['capped gets 256 of 2 048 units']);
  // The agent works out both, so its own period changes no limit.
  await setUp(page, { agent: '20000' });
  await becomes(ofTask, [weight, 'cpu.max 10000 20000 512 units at most', memory]);
  await setUp(page, { version: 'v1' });
  await becomes(async () => (await ofTask()).slice(1, 3), [
    'cpu.cfs_quota_us 50000 512 units at most', 'cpu.cfs_period_us 100000',
  ]);
  await setUp(page, { written: '999' });
  await host(page).locator('.refusal').getByText('writtenPeriodMicroseconds').waitFor();
  assert.deepEqual(await axeFindings(page), []);
  assert.deepEqual(faults, []);
  await close();
});

test('a quota ends at a million microseconds, and the period gives way', async () => {
  const made = await oneInstance('c5.4xlarge');
  hungry(made, 'ten', { cpu: '10 vCPU', memory: '1 GB' });
  hungry(made, 'eleven', { cpu: '11264', memory: '1 GB' });
  const { page, faults, close } = await openRun(browser, site, made.export());
  for (const [family, quota] of [
    ['ten', 'cpu.max 1000000 100000 10 240 units at most'],
    ['eleven', 'cpu.max 999999 90909 11 264 units at most'],
  ]) {
    await runTask(page, `${family}:1`);
    const running = page.locator('.right', { hasText: `${family}:1 is RUNNING` });
    await stepUntil(page, running);
    await selectInstance(page);
    await unfold(host(page), 'Control groups');
    await becomes(async () => (await files(page, `${family}:1`))[1], quota);
    await page.locator('.cgroups button', { hasText: `${family}:1` }).click();
    await button(page, 'Stop task').click();
    await stepUntil(page, page.locator('.right', { hasText: `${family}:1 is STOPPED` }));
  }
  assert.deepEqual(faults, []);
  await close();
});

test('what a container reserves is there when it wants it, and a leak is killed', async () => {
  const wide = { viewport: { width: 1440, height: 900 } };
  const { page, faults, close } = await openPage(browser, site, wide);
  await page.locator('.starts').getByRole('button', { name: 'Noisy neighbours' }).click();
  await button(page, 'Register neighbours:1').click();
  await page.getByText('Registered neighbours:1').waitFor();
  await runTask(page, 'neighbours:1');
  const panel = page.locator('.right');
  await stepUntil(page, panel.getByText('neighbours:1 is RUNNING'));
  await unfold(page, 'What its containers want');
  await page.getByLabel('CPU units', { exact: true }).fill('2048');
  await button(page, 'Set demand').click();
  await selectInstance(page);
  await unfold(host(page), 'Control groups');
  // All want everything; 512 units are a weight of 20 beside those of 1 without any.
  await becomes(() => gets(page), [
    'guarded gets 1 862 of 2 048 units',
    'greedy gets 93 of 2 048 units',
    'leaky gets 93 of 2 048 units',
  ]);
  await page.locator('.board .task').first().click();
  const row = async (name) => said(
    panel.locator('table.containers tr', { hasText: name }).locator('td'),
  );
  await stepUntil(page, panel.locator('tr', { hasText: 'leaky' }).getByText('STOPPED'));
  // 64 MiB become 320 in ten minutes: its 256 are met after seven and a half. Nobody else dies.
  await becomes(() => said(panel), /neighbours:1 is RUNNING .* 7 min (29|30|31) s/);
  await becomes(() => row('leaky'),
    'STOPPED exit 137: OutOfMemoryError: Container killed due to memory usage');
  await becomes(() => Promise.all(['guarded', 'greedy'].map(row)), ['RUNNING', 'RUNNING']);
  assert.deepEqual(await axeFindings(page), []);
  assert.deepEqual(faults, []);
  await close();
});

test('where a host is full and nobody is over a limit, who has most is killed', async () => {
  const made = await oneInstance('t3.small');
  for (const [family, memory] of [['small', '300'], ['large', 'ramp 100 2000 1000s']]) {
    const dockerLabels = { 'drydock.memory': memory };
    hungry(made, family, {}, { dockerLabels });
  }
  const { page, faults, close } = await openRun(browser, site, made.export());
  const panel = page.locator('.right');
  for (const family of ['small', 'large']) {
    await runTask(page, `${family}:1`);
    await stepUntil(page, panel.getByText(`${family}:1 is RUNNING`));
  }
  await stepUntil(page, panel.getByText('large:1 is STOPPED'));
  await panel.getByText('EssentialContainerExited: Essential container in task exited').waitFor();
  const ended = panel.locator('table.containers td');
  await becomes(() => said(ended),
    'STOPPED exit 137: OutOfMemoryError: Container killed due to memory usage');
  await selectInstance(page);
  const left = async () => plain(await page.locator('.right .task-rows').innerText());
  await becomes(async () => (await left()).replace(/^\w+ /, ''), 'small:1 RUNNING');
  await host(page).getByText('300 of 1 917 MiB in use').waitFor();
  assert.deepEqual(faults, []);
  await close();
});

/** Definitions that say how much memory they need, and what an instance has left after them. */
const MEMORY = [
  ['limit', { memory: 1024 }, '6 656 of 7 680 MiB free'],
  ['both', { memory: 1024, memoryReservation: 256 }, '6 400 of 7 680 MiB free'],
  ['reserved', { memoryReservation: 512 }, '5 888 of 7 680 MiB free'],
];

test('an instance loses what a container reserves of memory, else its limit', async () => {
  const made = await oneInstance('m5.large');
  for (const [family, sizes] of MEMORY) {
    made.ask('RegisterTaskDefinition', {
      family, containerDefinitions: [{ name: family, image: 'nginx', ...sizes }],
    });
  }
  const { page, faults, close } = await openRun(browser, site, made.export());
  await selectInstance(page);
  await becomes(() => fact(page, 'Memory'), '7 680 of 7 680 MiB free');
  for (const [family, , left] of MEMORY) {
    await runTask(page, `${family}:1`);
    await page.locator('.right').getByText(`${family}:1 is PENDING`).waitFor();
    await selectInstance(page);
    await becomes(() => fact(page, 'Memory'), left);
  }
  assert.deepEqual(faults, []);
  await close();
});
