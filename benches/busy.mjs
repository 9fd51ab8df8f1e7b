// The run that figures are taken from: services on instances, each task living ten minutes and
// being replaced; 1,000 tasks on 100 instances where nobody asks for more.

import { Drydock } from '../dist/engine/drydock.js';

export const INSTANCES = 100;
export const TASKS = 1000;
export const MINUTE = 60_000;
const WARM_UP = 30 * MINUTE;
/** Instances that one request adds at the most. */
const AT_ONCE = 1000;
/** Desired tasks of one service at the most. */
const OF_ONE_SERVICE = 1000;

export function ask(drydock, action, body) {
  const answer = drydock.call(action, JSON.stringify(body));
  if (answer.status !== 200) throw new Error(`${action}: ${answer.status} ${answer.body}`);
  return JSON.parse(answer.body);
}

/** A cluster of so many instances in three zones; quotas are lifted for it. */
export function clusterOf(instances) {
  const drydock = new Drydock({ seed: 1, quotas: false });
  ask(drydock, 'CreateCluster', { clusterName: 'bench' });
  for (let added = 0; added < instances; added += AT_ONCE) {
    ask(drydock, 'Drydock.AddInstances', {
      cluster: 'bench',
      instanceType: 'm5.large',
      count: Math.min(AT_ONCE, instances - added),
      availabilityZones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
    });
  }
  return drydock;
}

/** A cluster in which all these tasks run. */
export function busyCluster({ instances = INSTANCES, tasks = TASKS } = {}) {
  const drydock = clusterOf(instances);
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
  for (let made = 0; made < tasks; made += OF_ONE_SERVICE) {
    ask(drydock, 'CreateService', {
      cluster: 'bench',
      serviceName: `worker-${made / OF_ONE_SERVICE}`,
      taskDefinition: 'worker',
      desiredCount: Math.min(OF_ONE_SERVICE, tasks - made),
      launchType: 'EC2',
    });
  }
  drydock.advance(WARM_UP);
  const { clusters } = ask(drydock, 'DescribeClusters', { clusters: ['bench'] });
  const { runningTasksCount } = clusters[0];
  if (runningTasksCount < tasks * 0.9) throw new Error(`only ${runningTasksCount} tasks run`);
  return drydock;
}
