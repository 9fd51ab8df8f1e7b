// One cluster in an engine of its own, so that its memory can be told: services on instances are
// placed, looked at and rolled out. Prints the figures as JSON.
//
// usage: node run.mjs INSTANCES TASKS SERVICES

import init from '../../dist/engine/drydock.js';
import { initSync } from '../../dist/engine/drydock_core.js';
import { ask, clusterOf, MINUTE } from '../busy.mjs';
import { microseconds } from '../measure.mjs';

const [INSTANCES, TASKS, SERVICES] = process.argv.slice(2).map(Number);
const SETTLED = 10 * MINUTE;
const LOOK_SECONDS = 1;
/** As many as one call may describe. */
const DESCRIBED = 100;

/** What an instance of the type holds: enough for all tasks, and for a part of a second set. */
const DEFINITION = {
  family: 'worker',
  containerDefinitions: [{ name: 'work', image: 'nginx:1.27', cpu: 128, memory: 256 }],
};

const bytes = () => initSync().memory.buffer.byteLength;

/** Runs something and gives the seconds that it took. */
function seconds(act) {
  const began = performance.now();
  act();
  return (performance.now() - began) / 1000;
}

function emptyCluster() {
  const drydock = clusterOf(INSTANCES);
  ask(drydock, 'RegisterTaskDefinition', DEFINITION);
  return drydock;
}

const serviceNames = Array.from({ length: SERVICES }, (_, number) => `worker-${number}`);

function createServices(drydock) {
  for (const serviceName of serviceNames) {
    ask(drydock, 'CreateService', {
      cluster: 'bench',
      serviceName,
      taskDefinition: 'worker',
      desiredCount: TASKS / SERVICES,
      launchType: 'EC2',
      placementStrategy: [
        { type: 'spread', field: 'attribute:ecs.availability-zone' },
        { type: 'binpack', field: 'memory' },
      ],
    });
  }
}

/** Throws unless every task runs the newest revision. */
function checkAllRun(drydock) {
  const { clusters } = ask(drydock, 'DescribeClusters', { clusters: ['bench'] });
  const running = clusters[0].runningTasksCount;
  if (running !== TASKS) throw new Error(`${running} of ${TASKS} tasks run`);
  const { services } = ask(drydock, 'DescribeServices', {
    cluster: 'bench',
    services: [serviceNames.at(-1)],
  });
  const count = services[0].deployments.length;
  if (count !== 1) throw new Error(`the last service has ${count} deployments`);
}

function rollOut(drydock) {
  ask(drydock, 'RegisterTaskDefinition', DEFINITION);
  for (const service of serviceNames) {
    ask(drydock, 'UpdateService', { cluster: 'bench', service, taskDefinition: 'worker' });
  }
  drydock.advance(6 * SETTLED);
}

/** Microseconds of the calls that look, by their names. */
function looks(drydock) {
  const { taskArns } = ask(drydock, 'ListTasks', { cluster: 'bench' });
  const { containerInstanceArns } = ask(drydock, 'ListContainerInstances', { cluster: 'bench' });
  const tasks = taskArns.slice(0, DESCRIBED);
  const requests = {
    ListTasks: {},
    ListServices: {},
    ListContainerInstances: {},
    DescribeTasks: { tasks },
    DescribeServices: { services: serviceNames.slice(0, 5) },
    DescribeContainerInstances: { containerInstances: containerInstanceArns.slice(0, 10) },
    DescribeClusters: { clusters: ['bench'] },
  };
  const timed = Object.entries(requests).map(([action, request]) => {
    const body = JSON.stringify({ cluster: 'bench', ...request });
    return [action, microseconds(() => drydock.call(action, body), LOOK_SECONDS)];
  });
  return { ...Object.fromEntries(timed), described: tasks.length };
}

await init();
const drydock = emptyCluster();
const bare = bytes();
const placing = seconds(() => {
  createServices(drydock);
  drydock.advance(SETTLED);
});
checkAllRun(drydock);
const bytesATask = (bytes() - bare) / TASKS;
const looked = looks(drydock);
/** The journal's next number, without taking the events out. */
const eventsSoFar = () => drydock.journal(Number.MAX_SAFE_INTEGER).next;
const before = eventsSoFar();
const rolling = seconds(() => rollOut(drydock));
checkAllRun(drydock);
const eventsASecond = (eventsSoFar() - before) / rolling;
console.log(JSON.stringify({ placing, bytesATask, looked, eventsASecond }));
