// The runs behind the endpoint: one for each Region that somebody asks, each with a clock of its
// own, and what steers them beside the API.

import { Drydock } from '../../dist/engine/drydock.js';

/** The `start` of runs that begin at the present time. */
export const NOW = 'now';
/** Where requests go that are not signed, and steer without ?region=. */
const USUAL = 'us-east-1';
/** The operations that change nothing. */
const READS = /^(Describe|List|Get|Discover)/;

/** The run of one Region, with its own clock. */
class Run {
  #options;
  #drydock;
  #last = performance.now();

  constructor(options, region) {
    const { seed, start, permissive } = options;
    this.#options = options;
    const from = start === NOW ? new Date().toISOString() : start;
    this.#drydock = new Drydock({ seed, start: from, permissive, region });
  }

  /**
   * The clock catches up with the time that has really passed, in whole milliseconds. A clock that
   * settles stands still, but one that started now does not lag behind the real one: programs
   * compare what they are told with their own.
   */
  #catchUp() {
    const { settle, speed, start } = this.#options;
    if (speed === 0) return;
    if (settle) {
      const behind = start === NOW ? Date.now() - this.#drydock.now() : 0;
      if (behind > 0) this.#drydock.advance(behind);
      return;
    }
    const due = Math.floor((performance.now() - this.#last) * speed);
    this.#drydock.advance(due);
    this.#last += due / speed;
  }

  /** The answer of an operation of ECS: `{ status, body }`. */
  call(action, body) {
    this.#catchUp();
    const answer = this.#drydock.call(action, body);
    if (this.#options.settle && !READS.test(action)) this.#drydock.settle();
    return answer;
  }

  events(since) {
    this.#catchUp();
    return this.#drydock.events(since);
  }

  settle() {
    this.#catchUp();
    return this.#drydock.settle() / 1000;
  }

  advance(seconds) {
    this.#catchUp();
    return this.#drydock.advance(seconds * 1000) / 1000;
  }
}

/** The runs of all Regions that somebody has asked. */
export class Regions {
  #options;
  #runs = new Map();

  /** `{ speed, settle, start, seed, permissive }`, as the endpoint takes them. */
  constructor(options) {
    this.#options = options;
    this.at();
  }

  at(region = USUAL) {
    if (!this.#runs.has(region)) this.#runs.set(region, new Run(this.#options, region));
    return this.#runs.get(region);
  }

  reset() {
    this.#runs.clear();
    this.at();
  }

  advance(seconds) {
    const usual = this.at();
    for (const run of this.#runs.values()) if (run !== usual) run.advance(seconds);
    return usual.advance(seconds);
  }
}

/**
 * What steers the run, beside the API: `reset`, `advance` with `{"seconds": n}`, `fault` with what
 * the action Drydock.InjectFault takes, `settle` until nothing is under way, and `events` with
 * ?since=n or `{"since": n}`. The last three are about the Region of ?region=.
 */
export function steer(regions, what, query, body) {
  const run = regions.at(query.get('region') ?? USUAL);
  if (what === 'reset') {
    regions.reset();
    return { status: 200, body: '{}' };
  }
  if (what === 'events') {
    const since = JSON.parse(body || '{}').since ?? query.get('since') ?? 0;
    return { status: 200, body: JSON.stringify(run.events(since)) };
  }
  if (what === 'fault') return run.call('Drydock.InjectFault', body);
  if (what === 'settle') return { status: 200, body: JSON.stringify({ advanced: run.settle() }) };
  if (what === 'advance') {
    const seconds = Number(JSON.parse(body || '{}').seconds);
    if (!(seconds >= 0)) {
      return { status: 400, body: '{"message": "seconds must be a number from 0"}' };
    }
    return { status: 200, body: JSON.stringify({ advanced: regions.advance(seconds) }) };
  }
  return { status: 404, body: '{"message": "there are reset, advance, settle, fault and events"}' };
}
