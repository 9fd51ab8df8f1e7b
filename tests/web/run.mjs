// Runs that tests begin with: made by the engine that the site ships, and opened in the page as
// somebody does who was sent one.

import init, { Drydock } from '../../dist/engine/drydock.js';
import { openPage } from './site.mjs';

export const WIDE = { viewport: { width: 1440, height: 900 } };
export const button = (page, name) => page.getByRole('button', { name, exact: true });

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
  ask('CreateCluster', { clusterName: 'harbor' });
  const pass = (seconds) => drydock.advance(seconds * 1000);
  return { ask, define, serve, pass, export: () => drydock.export() };
}

/** Opens a run as text. */
export async function openRun(browser, site, run, options = WIDE) {
  const opened = await openPage(browser, site, options);
  const { page } = opened;
  await button(page, 'Share').click();
  await page.getByLabel('Run as text').fill(run);
  await button(page, 'Open this text').click();
  await page.locator('.rail').waitFor();
  return opened;
}

/** Selects a service by the list over the board. */
export async function selectService(page, name) {
  const list = page.getByLabel('Show a service');
  const option = list.locator('option', { hasText: name });
  await list.selectOption(await option.first().getAttribute('value'));
}
