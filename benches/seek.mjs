// Time travel in a busy run: how long a jump to any moment takes, and a snapshot of the world.

import init from '../dist/engine/drydock.js';
import { Engine } from '../dist/engine/drydock_core.js';
import { busyCluster, MINUTE } from './busy.mjs';
import { median, microseconds } from './measure.mjs';

const HOUR = 60 * MINUTE;
const JUMPS = 400;
const SECONDS = 2;
/** A step that is prime to the run visits its moments in no order. */
const STRIDE = 40_000_003;

/** The engine below the module: only it can seek. Its run has the cluster warm at its start. */
function hourOf(size) {
  const drydock = busyCluster(size);
  const warm = drydock.now();
  drydock.advance(HOUR);
  const from = warm - Date.parse('2026-01-01T00:00:00Z');
  return { engine: Engine.import(drydock.export()), from };
}

/** Milliseconds of each jump, sorted. */
function jumps({ engine, from }) {
  const times = [];
  for (let jump = 1; jump <= JUMPS; jump += 1) {
    const began = performance.now();
    engine.seek(from + ((jump * STRIDE) % HOUR));
    times.push(performance.now() - began);
  }
  return times.sort((a, b) => a - b);
}

/** A change asked for in the past is tried on a snapshot first; this one is refused at once. */
function snapshot({ engine, from }) {
  const body = '{"clusterName": "no such name!"}';
  engine.seek(from + HOUR / 2);
  const asked = microseconds(() => engine.call('CreateCluster', body), SECONDS);
  engine.seek(from + HOUR);
  const present = microseconds(() => engine.call('CreateCluster', body), SECONDS);
  return Math.max(0, asked - present) / 1000;
}

export async function seekFigures() {
  await init();
  const times = jumps(hourOf({}));
  const longest = times.at(-1);
  const copied = snapshot(hourOf({ instances: 1000, tasks: 10_000 }));
  return [
    {
      what: 'snapshot at 10,000 tasks',
      value: copied,
      unit: 'ms',
      bar: '≤ 1 ms',
      met: copied <= 1,
    },
    {
      what: 'seek to any point of an hour, 1,000 tasks, longest',
      value: longest,
      unit: 'ms',
      bar: '≤ 16 ms',
      met: longest <= 16,
      scale: `median ${median(times).toFixed(1)} ms`,
    },
  ];
}
