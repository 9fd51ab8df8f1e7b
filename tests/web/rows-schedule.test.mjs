// Tasks by the clock: somebody makes schedules, lets time pass, and sees their tasks run.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { becomes, plain, type } from './rows.mjs';
import { button, openRun, world } from './run.mjs';
import { axeFindings, stage } from './site.mjs';

const { browser, site } = await stage();

/** A cluster that can run a job of 90 seconds, and its page with the panel of schedules. */
async function openSchedules() {
  const made = await world();
  made.define('job', { command: ['sh', '-c', 'sleep 90'] });
  const opened = await openRun(browser, site, made.export());
  await opened.page.locator('.board').focus();
  await opened.page.keyboard.press('e');
  await opened.page.getByRole('form', { name: 'Create schedule' }).waitFor();
  return opened;
}

async function create(page, name, expression) {
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('rate(…), cron(…) or at(…)').fill(expression);
  await button(page, 'Create schedule').click();
}

const schedule = (page, name) => page.locator('.provider', {
  has: page.getByRole('heading', { name, exact: true }),
});

/** A list of the schedule, by its heading. */
async function list(page, name, title) {
  const items = schedule(page, name).locator(`h4:text-is("${title}") + ul > li`);
  return (await items.allInnerTexts()).map(plain);
}

/** How many tasks run. */
async function running(page) {
  return (await page.locator('[data-status=RUNNING] .num').innerText()).split('\n')[0];
}

test('tasks run when their schedules say, and the panel tells what came of it', async () => {
  const { page, faults, close } = await openSchedules();
  await button(page, 'Terminal').click();
  const day = (times) => times.map((time) => `2026-01-01 ${time}`);
  await create(page, 'once', 'at(2026-01-01T00:12:00)');
  await create(page, 'quarter', 'cron(5/15 * * * ? *)');
  const next = async (name) => (await list(page, name, 'Next runs'))[0];
  await becomes(() => next('once'), '2026-01-01 00:12:00, in 12 min');
  await becomes(() => next('quarter'), '2026-01-01 00:05:00, in 5 min');
  assert.equal(await page.locator('.board .task').count(), 0);
  // The clock runs for a stretch only, and so slowly that the job runs for nine seconds of ours.
  await type(page, 'drydock seek 00:04:50');
  await page.getByRole('group', { name: 'Speed' }).getByText('10×').click();
  await button(page, 'Play').click();
  await page.locator('[data-status=RUNNING] .num', { hasText: /^1/ }).waitFor();
  await button(page, 'Pause').click();
  await becomes(() => list(page, 'quarter', 'Last runs'), day(['00:05:00: 1 task']));
  await becomes(() => next('quarter'), /^2026-01-01 00:20:00, in /);
  // The task did its work and stopped; nothing starts it again before its time.
  await type(page, 'drydock seek 10m');
  await becomes(() => running(page), '0');
  await type(page, 'drydock seek 13m');
  await becomes(() => running(page), '1');
  await becomes(() => list(page, 'once', 'Last runs'), day(['00:12:00: 1 task']));
  await becomes(() => list(page, 'once', 'Next runs'), []);
  // A rate counts from its creation on, at which it runs for the first time.
  await create(page, 'beat', 'rate(10 minutes)');
  await type(page, 'drydock seek 43m');
  await becomes(() => list(page, 'beat', 'Last runs'), day([
    '00:43:00: 1 task', '00:33:00: 1 task', '00:23:00: 1 task', '00:13:00: 1 task',
  ]));
  await becomes(() => list(page, 'quarter', 'Last runs'), day([
    '00:35:00: 1 task', '00:20:00: 1 task', '00:05:00: 1 task',
  ]));
  const stopped = await type(page, 'aws ecs list-tasks --cluster harbor --desired-status STOPPED '
    + "--started-by chronos-schedule/beat --query 'length(taskArns)'");
  assert.equal(stopped, '3\n');
  await button(page, 'Delete schedule beat').click();
  await type(page, 'drydock seek 56m');
  await becomes(() => running(page), '0');
  assert.deepEqual(await axeFindings(page), []);
  assert.deepEqual(faults, []);
  await close();
});

test('a run that finds no room says why, and is tried again', async () => {
  const { page, faults, close } = await openSchedules();
  await button(page, 'Faults').click();
  await page.getByLabel('What goes wrong').selectOption('NoFargateCapacity');
  await page.getByLabel('FARGATE or FARGATE_SPOT (empty: both)').fill('FARGATE');
  await button(page, 'Switch on').click();
  await page.locator('.board').focus();
  await page.keyboard.press('e');
  await create(page, 'once', 'at(2026-01-01T00:05:00)');
  await button(page, 'Terminal').click();
  await type(page, 'drydock seek 5m');
  await becomes(() => list(page, 'once', 'Last runs'), [
    '2026-01-01 00:05:00: Capacity is unavailable at this time. Please try again later or in a '
    + 'different availability zone; is tried again',
  ]);
  await becomes(() => list(page, 'once', 'Tried again'), ['2026-01-01 00:06:00, in 1 min']);
  assert.equal(await running(page), '0');
  await type(page, 'drydock faults clear');
  await type(page, 'drydock seek 7m');
  await becomes(async () => (await list(page, 'once', 'Last runs'))[0],
    '2026-01-01 00:06:00 (retry 1): 1 task');
  await becomes(() => running(page), '1');
  assert.deepEqual(faults, []);
  await close();
});
