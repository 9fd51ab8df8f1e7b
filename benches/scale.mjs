// A cluster of ten thousand instances, beside one of a hundred: placing, rolling out, looking, and
// what a task takes of memory.

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { peer } from './measure.mjs';

const RUN = fileURLToPath(new URL('scale/run.mjs', import.meta.url));
const SECONDS = 5;
/** A call costs a microsecond or two more or less: what is small may differ by so much. */
const NOISE = 5;

/** The figures of a cluster, from an engine of its own. */
function cluster(instances, tasks, services) {
  const words = [RUN, instances, tasks, services].map(String);
  return JSON.parse(execFileSync(process.execPath, words, { encoding: 'utf8' }));
}

/** How many times as long the call that grows most takes in the larger cluster. */
function growth(small, large) {
  const actions = Object.keys(small).filter((name) => name !== 'described');
  const grown = actions.map((action) => ({
    action,
    times: large[action] / (small[action] + NOISE),
  }));
  return grown.reduce((most, one) => (one.times > most.times ? one : most));
}

export function scaleFigures() {
  const small = cluster(100, 1_000, 5);
  const large = cluster(10_000, 100_000, 500);
  const theirs = peer('describe_tasks_in_moto.py', SECONDS).tasks_a_second;
  const ours = (large.looked.described * 1e6) / large.looked.DescribeTasks;
  const dearer = small.eventsASecond / large.eventsASecond;
  const grown = growth(small.looked, large.looked);
  const rate = (value) => `${Math.round(value).toLocaleString('en-US')} tasks/s`;
  const row = (what, value, unit, bar, met, scale) => ({ what, value, unit, bar, met, scale });
  return [
    row('100,000 tasks placed on 10,000 instances, and started', large.placing, 's', '≤ 1 s',
      large.placing <= 1),
    row('all 500 services rolled out', large.eventsASecond / 1e6, 'million events/s',
      '≥ 1 million/s', large.eventsASecond >= 1e6),
    row('cost of an event, against 1,000 tasks', dearer, '×', '< 2 ×', dearer < 2),
    row('memory a task, journal and snapshots with it', large.bytesATask / 1000, 'KB', '≤ 2 KB',
      large.bytesATask <= 2000),
    row('DescribeTasks of 100 among 100,000', ours / theirs, '× moto', '≥ 50 ×',
      ours >= 50 * theirs, `${rate(ours)}; moto ${rate(theirs)}, among 3,730`),
    row('list and describe calls, against 1,000 tasks', grown.times, '×', '≤ 1.5 ×',
      grown.times <= 1.5, `most: ${grown.action}`),
  ];
}
