// RunTask, JSON texts in and out, beside moto asked through boto3 in its own process.

import init, { Drydock } from '../dist/engine/drydock.js';
import { ask } from './busy.mjs';
import { median, peer } from './measure.mjs';

const SECONDS = 5;
/** As many as one call may start. */
const COUNT = 10;
/** Of one run, before the next is started: a world of 1,000 tasks, as others are measured with. */
const CALLS = 100;
const LEAST = 50;

const REQUEST = JSON.stringify({
  cluster: 'bench',
  taskDefinition: 'worker',
  count: COUNT,
  launchType: 'FARGATE',
  networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-0d0c1a00000000001'] } },
});

function emptyCluster() {
  const drydock = new Drydock({ seed: 1, quotas: false });
  ask(drydock, 'CreateCluster', { clusterName: 'bench' });
  ask(drydock, 'RegisterTaskDefinition', {
    family: 'worker',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    containerDefinitions: [{ name: 'work', image: 'nginx:1.27', memory: 256 }],
  });
  return drydock;
}

function secondsOfOneCall() {
  const drydock = emptyCluster();
  let answer;
  const began = performance.now();
  for (let call = 0; call < CALLS; call += 1) answer = drydock.call('RunTask', REQUEST);
  const seconds = (performance.now() - began) / 1000;
  drydock.free();
  const started = JSON.parse(answer.body).tasks?.length;
  if (started !== COUNT) throw new Error(`not ${COUNT} tasks were started: ${answer.body}`);
  return seconds / CALLS;
}

export async function runTaskFigures() {
  await init();
  secondsOfOneCall();
  const timings = [];
  const end = performance.now() + SECONDS * 1000;
  while (performance.now() < end) timings.push(secondsOfOneCall());
  const ours = COUNT / median(timings);
  const theirs = peer('run_task_in_moto.py', SECONDS).tasks_a_second;
  const rate = (value) => `${Math.round(value).toLocaleString('en-US')} tasks/s`;
  const value = ours / theirs;
  return [{
    what: 'RunTask, JSON in and out',
    value,
    unit: '× moto',
    bar: `≥ ${LEAST} ×`,
    met: value >= LEAST,
    scale: `${rate(ours)}; moto ${rate(theirs)}, without placing`,
  }];
}
