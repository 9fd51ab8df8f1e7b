// A service of 1,000 tasks on 100 instances, each living ten minutes and being replaced, with the
// journal kept; beside the same shape in SimPy.

import init, { Drydock } from '../dist/engine/drydock.js';
import { peer } from './measure.mjs';

const INSTANCES = 100;
const TASKS = 1000;
const PEER_EVENTS = 1_000_000;
const MINUTE = 60_000;
const WARM_UP = 30 * MINUTE;
const SIMULATED = 24 * 60 * MINUTE;

function ask(drydock, action, body) {
  const answer = drydock.call(action, JSON.stringify(body));
  if (answer.status !== 200) throw new Error(`${action}: ${answer.status} ${answer.body}`);
  return JSON.parse(answer.body);
}

/** A cluster in which every task of the service runs; quotas are lifted for it. */
function busyCluster() {
  const drydock = new Drydock({ seed: 1, quotas: false });
  ask(drydock, 'CreateCluster', { clusterName: 'bench' });
  ask(drydock, 'Drydock.AddInstances', {
    cluster: 'bench',
    instanceType: 'm5.large',
    count: INSTANCES,
    availabilityZones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
  });
  ask(drydock, 'RegisterTaskDefinition', {
    family: 'worker',
    containerDefinitions: [{
      name: 'work',
      image: 'public.ecr.aws/docker/library/busybox:latest',
      command: ['sleep', '600'],
      cpu: 128,
      memory: 256,
    }],
  });
  ask(drydock, 'CreateService', {
    cluster: 'bench',
    serviceName: 'worker',
    taskDefinition: 'worker',
    desiredCount: TASKS,
    launchType: 'EC2',
  });
  drydock.advance(WARM_UP);
  const { clusters } = ask(drydock, 'DescribeClusters', { clusters: ['bench'] });
  const { runningTasksCount } = clusters[0];
  if (runningTasksCount < TASKS * 0.9) throw new Error(`only ${runningTasksCount} tasks run`);
  return drydock;
}

/** The journal's next number, without taking the events out. */
const eventsSoFar = (drydock) => drydock.events(Number.MAX_SAFE_INTEGER).next;

export async function runFigures() {
  await init();
  const drydock = busyCluster();
  const before = eventsSoFar(drydock);
  const began = performance.now();
  const passed = drydock.advance(SIMULATED);
  const seconds = (performance.now() - began) / 1000;
  if (passed !== SIMULATED) throw new Error(`only ${passed} ms were simulated`);
  const events = (eventsSoFar(drydock) - before) / seconds;
  const speed = passed / 1000 / seconds;
  const theirs = peer('tasks_in_simpy.py', INSTANCES, TASKS, PEER_EVENTS);
  const million = (value) => `${(value / 1e6).toFixed(2)} million/s`;
  return [
    {
      what: 'lifecycle events, 100 instances, 1,000 tasks',
      value: events / 1e6,
      unit: 'million/s',
      bar: '≥ 2 million/s',
      met: events >= 2e6,
      scale: `SimPy ${million(theirs.events_a_second)}`,
    },
    {
      what: 'simulated against real time, 1,000 tasks',
      value: speed,
      unit: '×',
      bar: '≥ 100,000 ×',
      met: speed >= 1e5,
      scale: `SimPy ${Math.round(theirs.times_real).toLocaleString('en-US')} ×`,
    },
  ];
}
