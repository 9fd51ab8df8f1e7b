// Amazon ECS, simulated: the engine of Drydock as a JavaScript module. drydock.d.ts says what the
// parts do.

import load, { Engine, Shell as Door, check as checkText, initSync } from './drydock_core.js';

const ENGINE = Symbol('engine');
const UTF8 = new TextEncoder();
const TEXT = new TextDecoder();
const TARGETS = ['EC2', 'FARGATE', 'FARGATE_WINDOWS', 'EXTERNAL', 'MANAGED_INSTANCES'];

let loading;
let ready = false;
/** The first failure of ours: after a panic nothing in the Wasm can be trusted. */
let failure;

/** Loads the Wasm once; after a failed attempt it may be tried again. */
export default function init() {
  loading ??= loadWasm().catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function loadWasm() {
  const address = new URL('./drydock_core_bg.wasm', import.meta.url);
  if (address.protocol === 'file:') {
    const { readFile } = await import('node:fs/promises');
    initSync({ module: await readFile(address) });
  } else {
    await load();
  }
  ready = true;
}

function needReady() {
  if (!ready) throw new Error('await init() before using Drydock');
}

/**
 * Does what must not fail: an error in it is a bug of ours. The error that is thrown for it, then
 * and ever after, carries what `replay` gives.
 */
function guarded(act, replay) {
  needReady();
  try {
    if (failure === undefined) return act();
  } catch (error) {
    failure = error;
  }
  const error = new Error(`This is a bug of Drydock: ${failure.message}`, { cause: failure });
  error.replay = replay();
  throw error;
}

/** What is no text is no JSON either, and is answered as such. */
function asText(value) {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : `(${typeof value})`;
}

/** A whole number from 0; 0 for what is none. */
const asCount = (value) => (Number(value) > 0 ? Math.floor(Number(value)) : 0);

/** Line ends and tabs stand between the tokens of JSON only, and a command is one line. */
const asLine = (text) => text.replace(/[\r\n\t]+/g, ' ').trim() || '{}';

export function check(text, { target } = {}) {
  if (target !== undefined && !TARGETS.includes(target)) {
    throw new RangeError(`target is none of ${TARGETS.join(', ')}`);
  }
  const given = asText(text);
  const bytes = UTF8.encode(given);
  return JSON.parse(guarded(() => checkText(bytes, target), () => given));
}

/** Steps of a script between which the surroundings get their turn. */
const STEPS_AT_ONCE = 5_000;
/** The exit code of a script that was stopped, as by Ctrl-C. */
const STOPPED = 130;

const turn = () => new Promise((resolve) => { setTimeout(resolve, 0); });

/** A shell on a run: made by `Drydock.shell`. */
class Shell {
  #door;
  #ask;
  /** One script at a time: each waits for the one before. */
  #last = Promise.resolve();

  constructor(door, files, ask) {
    this.#door = door;
    this.#ask = ask;
    for (const [name, content] of Object.entries(files)) this.write(name, content);
  }

  run(script, { signal } = {}) {
    const next = this.#last.then(() => this.#run(asText(script), signal));
    this.#last = next.catch(() => {});
    return next;
  }

  async #run(script, signal) {
    const door = this.#door;
    this.#ask((engine) => door.start(engine, script));
    let exitCode;
    while (exitCode === undefined) {
      if (signal?.aborted) {
        door.stop();
        exitCode = STOPPED;
        break;
      }
      exitCode = this.#ask((engine) => door.go(engine, STEPS_AT_ONCE));
      if (exitCode === undefined) await turn();
    }
    return { stdout: TEXT.decode(door.out()), stderr: TEXT.decode(door.err()), exitCode };
  }

  write(name, content) {
    const bytes = content instanceof Uint8Array ? content : UTF8.encode(asText(content));
    this.#door.write(asText(name), bytes);
  }

  read(name) {
    const bytes = this.#door.read(asText(name));
    return bytes === undefined ? undefined : TEXT.decode(bytes);
  }

  files() {
    return this.#door.files();
  }
}

export class Drydock {
  #engine;
  /** The run as its export has it, kept on this side of the Wasm to outlive a panic. */
  #head = [];
  #now = 0;
  #log = [];

  constructor({
    seed = 1,
    start = '2026-01-01T00:00:00Z',
    quotas = true,
    permissive = false,
    [ENGINE]: engine,
  } = {}) {
    needReady();
    this.#engine = engine ?? new Engine(
      Number(seed),
      asText(start),
      Boolean(quotas),
      Boolean(permissive),
    );
    this.#remember();
  }

  static import(text) {
    needReady();
    return new Drydock({ [ENGINE]: Engine.import(asText(text)) });
  }

  call(action, bodyText) {
    const [name, body] = [asText(action), asText(bodyText)];
    const line = `${this.#now} ${asLine(name)} ${asLine(body)}`;
    return this.#ask(line, (engine) => {
      const past = engine.isPast;
      const text = engine.call(name, body);
      if (past) this.#remember();
      else if (engine.commands > this.#log.length) this.#log.push(line);
      return { status: engine.status, body: text };
    });
  }

  check(text, options) {
    return check(text, options);
  }

  advance(milliseconds) {
    const before = this.#now;
    this.#now += asCount(milliseconds);
    const passed = this.#ask(undefined, (engine) => engine.advance(this.#now - before));
    this.#now = before + passed;
    return passed;
  }

  settle(milliseconds = 1_800_000) {
    const passed = this.#ask(undefined, (engine) => engine.settle(asCount(milliseconds)));
    this.#now += passed;
    return passed;
  }

  now() {
    return this.#ask(undefined, (engine) => engine.now());
  }

  events(since = 0) {
    return this.#pages(since, (engine, next) => engine.events(next));
  }

  journal(since = 0) {
    return this.#pages(since, (engine, next) => engine.journal(next));
  }

  /** All pages from a line of the journal on; the last is where it does not go on. */
  #pages(since, page) {
    const events = [];
    let next = asCount(since);
    for (;;) {
      const text = this.#ask(undefined, (engine) => page(engine, next));
      const { events: more, next: after } = JSON.parse(text);
      events.push(...more);
      if (after <= next) return { next: after, events };
      next = after;
    }
  }

  shell({ files = {} } = {}) {
    const door = this.#ask(undefined, (engine) => new Door(engine));
    return new Shell(door, files, (act) => this.#ask(undefined, (engine) => {
      const given = act(engine);
      this.#remember();
      return given;
    }));
  }

  export() {
    return this.#ask(undefined, (engine) => engine.export());
  }

  journalHash() {
    return this.#ask(undefined, (engine) => engine.journalHash());
  }

  free() {
    this.#engine?.free();
    this.#engine = undefined;
  }

  #ask(line, act) {
    if (this.#engine === undefined) throw new Error('this run was freed: make a new Drydock');
    return guarded(() => act(this.#engine), () => this.#replay(line));
  }

  /** Takes head, moment and commands over from the engine. */
  #remember() {
    const lines = this.#engine.export().trimEnd().split('\n');
    const isCommand = (line) => /^\d/.test(line);
    this.#log = lines.filter(isCommand);
    const head = lines.filter((line) => !isCommand(line));
    this.#now = Number(head.find((line) => line.startsWith('now ')).slice('now '.length));
    this.#head = head.filter((line) => !/^(now|horizon) /.test(line));
  }

  /** The text of the run with the command under way, which may be the one that failed. */
  #replay(line) {
    const lines = [...this.#head, `now ${this.#now}`, ...this.#log];
    if (line !== undefined) lines.push(line);
    return `${lines.join('\n')}\n`;
  }
}
