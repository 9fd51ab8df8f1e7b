// Runs that tests begin with: made by the engine that the site ships, and opened in the page as
// somebody does who was sent one.

import assert from 'node:assert/strict';
import init, { Drydock } from '../../dist/engine/drydock.js';
import { axeFindings, becomes, drawn, eventually, openPage } from './site.mjs';

export const WIDE = { viewport: { width: 1440, height: 900 } };
export const button = (page, name) => page.getByRole('button', { name, exact: true });

const ACCOUNT = 'arn:aws:elasticloadbalancing:us-east-1:123456789012';
const GROUP = `${ACCOUNT}:targetgroup/shop/0123456789abcdef`;
const SUBNETS = { awsvpcConfiguration: { subnets: ['subnet-0d0c1a00000000001'] } };

/** A world of its own, with what tests ask of it most. */
export async function world() {
  await init();
  const drydock = new Drydock({ seed: 1 });
  const ask = (action, body = {}) => {
    const answer = drydock.call(action, JSON.stringify(body));
    if (answer.status !== 200) throw new Error(`${action}: ${answer.status} ${answer.body}`);
    return JSON.parse(answer.body);
  };
  /** A definition for Fargate; `container` has more members of its only container. */
  const define = (family, container = {}) => ask('RegisterTaskDefinition', {
    family,
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: '256',
    memory: '512',
    containerDefinitions: [{
      name: 'app',
      image: 'public.ecr.aws/docker/library/nginx:1.28',
      portMappings: [{ containerPort: 80 }],
      ...container,
    }],
  });
  const serve = (serviceName, more = {}) => ask('CreateService', {
    cluster: 'harbor',
    serviceName,
    taskDefinition: serviceName,
    desiredCount: 2,
    launchType: 'FARGATE',
    networkConfiguration: SUBNETS,
    ...more,
  });
  /** Declares a target group; gives the `loadBalancers` of a service behind it. */
  const balance = () => {
    ask('Drydock.Declare', {
      targetGroups: [{
        targetGroupArn: GROUP, targetGroupName: 'shop', targetType: 'ip',
        healthCheckIntervalSeconds: 10, deregistrationDelaySeconds: 20,
      }],
    });
    return [{ targetGroupArn: GROUP, containerName: 'app', containerPort: 80 }];
  };
  ask('CreateCluster', { clusterName: 'harbor' });
  const pass = (seconds) => drydock.advance(seconds * 1000);
  return { ask, define, serve, balance, pass, export: () => drydock.export() };
}

/** A long run is replayed between the frames. Its cluster is named once it is there. */
const named = (page) => page.locator('.board-bar .name', { hasNotText: /^Cluster$/ });

/** Opens a run as text. `shows` finds what stands on the page once the run is there. */
export async function openRun(browser, site, run, options = WIDE, shows = named) {
  const opened = await openPage(browser, site, options);
  const { page } = opened;
  await button(page, 'Share').click();
  await page.getByLabel('Run as text').fill(run);
  await button(page, 'Open this text').click();
  await shows(page).waitFor();
  await drawn(page);
  return opened;
}

/** Sends the form that is open. */
export const submit = (page) => page.locator('button[type=submit][form]').click();

/** Types a line into the terminal, waits for its end, and gives `{ entry, output, code }`. */
export async function typed(page, line) {
  const input = page.locator('.prompt textarea');
  await input.waitFor();
  const before = await page.locator('.term .entry').count();
  await input.fill(line);
  await input.press('Enter');
  const entry = page.locator('.term .entry').nth(before);
  await entry.waitFor();
  await becomes(() => page.evaluate(runs), false, line);
  const [code] = await entry.locator('.code').allInnerTexts();
  return {
    entry,
    output: (await entry.locator('pre').allTextContents()).join(''),
    code: code ? Number(code.replace(/\D/g, '')) : 0,
  };
}

/**
 * In the page: whether a command line still runs. One that computes shows nothing of it, but the
 * terminal refuses another one until then, also an empty one, which does nothing.
 */
async function runs() {
  if (document.querySelector('.working, .term .live')) return true;
  const enter = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true });
  document.querySelector('.prompt textarea').dispatchEvent(enter);
  await new Promise((resolve) => { setTimeout(resolve); });
  return /is running/.test(document.querySelector('#terminal-hint').textContent);
}

/** The link to the present work as the Share panel has it, once it is the address too. */
export async function keptLink(page) {
  await button(page, 'Share').click();
  const field = page.getByLabel('Link', { exact: true });
  // The address follows the work once it has rested.
  await eventually(async () => [page.url(), await field.inputValue()], ([address, link]) => {
    assert.equal(address, link);
  });
  return page.url();
}

/** Ends a test: the page has kept to its promises. */
export async function end({ page, faults, close }) {
  assert.deepEqual(await axeFindings(page), []);
  assert.deepEqual(faults, []);
  await close();
}

/** Selects a service by the list over the board. */
export async function selectService(page, name) {
  const list = page.getByLabel('Show a service');
  const option = list.locator('option', { hasText: name });
  await list.selectOption(await option.first().getAttribute('value'));
}

/** Presses "next event" until something is to be seen. */
export async function stepUntil(page, what, most = 150) {
  for (let time = 0; time < most; time += 1) {
    if (await what.first().isVisible()) return;
    await button(page, 'Next event').click();
  }
  assert.fail(`never seen: ${what}`);
}

/** The tasks on the board as their cards are read out: `{ name, task, status, desired, rest }`. */
export async function cards(page) {
  const labels = await page.locator('.board .task').evaluateAll(
    (all) => all.map((one) => one.getAttribute('aria-label')),
  );
  return labels.map((label) => {
    const parts = /^(\S+), task (\w+), last status (\w+), desired (\w+), (.*)$/.exec(label);
    const [, name, task, status, desired, rest] = parts;
    return { name, task, status, desired, rest, unhealthy: rest.endsWith(', unhealthy') };
  });
}

/** The tasks that ECS wants and that run. */
export async function running(page) {
  const all = await cards(page);
  return all.filter(({ status, desired }) => status === 'RUNNING' && desired === 'RUNNING');
}

/**
 * Presses "next event" until something holds of the tasks on the board, and gives them. `seen`
 * gets to see them after each event, also in the end.
 */
export async function stepUntilTasks(page, holds, { most = 250, seen = () => {} } = {}) {
  for (let time = 0; time < most; time += 1) {
    const all = await cards(page);
    seen(all);
    if (holds(all)) return all;
    await button(page, 'Next event').click();
  }
  assert.fail(`never so: ${holds}, but ${JSON.stringify(await cards(page))}`);
}

/** What a service has said, newest first, as the list of events has it. */
export const said = (page, what) => page.locator('.event-text', { hasText: what });

/** When the events of a kind were, oldest first, in simulated seconds. */
export async function times(page, what) {
  const rows = page.locator('.event-row', { hasText: what }).locator('time');
  const seconds = (text) => text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return (await rows.allInnerTexts()).map(seconds).reverse();
}

/** Switches a fault on, by the name of its kind; `fields` fills in its form by label. */
export async function switchOn(page, kind, fields = {}) {
  const opens = page.locator('[data-does=faults]');
  if (await opens.getAttribute('aria-expanded') === 'false') await opens.click();
  await page.getByLabel('What goes wrong').selectOption(kind);
  for (const [label, value] of Object.entries(fields)) {
    await page.locator('#faults').getByLabel(label).fill(value);
  }
  await button(page, 'Switch on').click();
  await page.getByRole('button', { name: 'Clear', exact: true }).first().waitFor();
}
