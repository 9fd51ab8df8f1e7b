// A day of the busy cluster with the journal kept, beside the same shape in SimPy.

import init from '../dist/engine/drydock.js';
import { initSync } from '../dist/engine/drydock_core.js';
import { busyCluster, INSTANCES, MINUTE, TASKS } from './busy.mjs';
import { peer } from './measure.mjs';

const PEER_EVENTS = 1_000_000;
const SIMULATED = 24 * 60 * MINUTE;

/** The journal's next number, without taking the events out. */
const eventsSoFar = (drydock) => drydock.journal(Number.MAX_SAFE_INTEGER).next;

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
  // Once initialised, it only hands the instance's exports out.
  const megabytes = initSync().memory.buffer.byteLength / 1e6;
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
    {
      what: 'memory after 24 hours of 1,000 tasks',
      value: megabytes,
      unit: 'MB',
      bar: '≤ 256 MB',
      met: megabytes <= 256,
    },
  ];
}
