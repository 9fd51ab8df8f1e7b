// What the figures share: repeating, medians, peers.

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/**
 * Median microseconds of one call of `act`, after a warm-up, over `seconds`; calls are timed in
 * groups long enough for the clock.
 */
export function microseconds(act, seconds) {
  const timed = (calls) => {
    const began = performance.now();
    for (let call = 0; call < calls; call += 1) act();
    return ((performance.now() - began) * 1000) / calls;
  };
  timed(50);
  const group = Math.max(1, Math.ceil(2000 / timed(50)));
  const timings = [];
  const end = performance.now() + seconds * 1000;
  while (timings.length < 5 || performance.now() < end) timings.push(timed(group));
  return median(timings);
}

/** Runs a script of `benches/peers/` and reads the JSON that it prints. */
export function peer(script, ...words) {
  const python = process.env.PEER_PYTHON;
  if (!python) throw new Error('PEER_PYTHON is not set: run `cargo xtask bench`');
  const path = fileURLToPath(new URL(`peers/${script}`, import.meta.url));
  return JSON.parse(execFileSync(python, [path, ...words.map(String)], { encoding: 'utf8' }));
}
