// Time travel in a busy run: how long a jump to any moment takes, and a snapshot of the world.

import init from '../dist/engine/drydock.js';
import { Engine } from '../dist/engine/drydock_core.js';
import { busyCluster, MINUTE } from './busy.mjs';
import { median, microseconds } from './measure.mjs';

const SIMULATED = 24 * 60 * MINUTE;
const JUMPS = 200;
const SECONDS = 2;
/** A step that is prime to the run visits its moments in no order. */
const STRIDE = 40_000_003;

/** Milliseconds of each jump. */
function jumps(engine, span) {
  const times = [];
  for (let jump = 1; jump <= JUMPS; jump += 1) {
    const began = performance.now();
    engine.seek((jump * STRIDE) % span);
    times.push(performance.now() - began);
  }
  return times;
}

/** A change asked for in the past is tried on a snapshot first; this one is refused at once. */
function snapshot(engine, span) {
  engine.seek(span / 2);
  const body = '{"clusterName": "no such name!"}';
  const asked = microseconds(() => engine.call('CreateCluster', body), SECONDS);
  engine.seek(span);
  const present = microseconds(() => engine.call('CreateCluster', body), SECONDS);
  return Math.max(0, asked - present);
}

export async function seekFigures() {
  await init();
  const drydock = busyCluster();
  drydock.advance(SIMULATED);
  const began = performance.now();
  const engine = Engine.import(drydock.export());
  const replay = performance.now() - began;
  const span = drydock.now() - new Date('2026-01-01').getTime();
  const times = jumps(engine, span);
  const copied = snapshot(engine, span);
  const jumped = median(times);
  return [
    {
      what: 'jump to any moment of a day, 1,000 tasks, median',
      value: jumped,
      unit: 'ms',
      bar: '≤ 50 ms',
      met: jumped <= 50,
      scale: `longest ${Math.max(...times).toFixed(1)} ms; playing it all ${Math.round(replay)} ms`,
    },
    {
      what: 'snapshot of 100 instances, 1,000 tasks',
      value: copied,
      unit: 'µs',
      bar: '≤ 100 µs',
      met: copied <= 100,
    },
  ];
}
