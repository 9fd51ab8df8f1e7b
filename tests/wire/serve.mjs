// The engine as the endpoint of ECS on this machine, for the AWS CLI and SDKs:
//
//   node tests/wire/serve.mjs [--port N] [--speed X | --settle] [--start T] [--seed S]
//                             [--permissive]
//   aws ecs list-clusters --endpoint-url http://127.0.0.1:8181
//
// --speed X runs the clock at X times real time (1 by default); with --settle it stands still, and
// each call that changes something lets the run go on until nothing is under way. Runs start at the
// present time, and with --settle too their clocks do not lag behind the real one: programs compare
// what they are told with their own. With --start T, such as 2026-01-01T00:00:00Z, they start then.
// With --permissive requests may name subnets, roles and the like that nobody declared.
// POST /_drydock/reset, /_drydock/advance {"seconds": n} and /_drydock/fault {…} steer the run; a
// fault is what the action Drydock.InjectFault takes. GET /_drydock/events?since=n, or POST with
// {"since": n}, gives what ECS sent to EventBridge. Each Region that requests are signed for is a
// run of its own; what is not signed means us-east-1, or the one of ?region=. `cargo xtask build`
// makes the engine first.

import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import init, { Drydock } from '../../dist/engine/drydock.js';

const TARGET = 'AmazonEC2ContainerServiceV20141113.';
const READS = /^(Describe|List|Get|Discover)/;
/** The version of the API of EC2, whose errors have a form of their own. */
const EC2 = '2016-11-15';
/** The `start` of runs that begin at the present time. */
const NOW = 'now';
/** Where requests go that are not signed. */
const USUAL = 'us-east-1';
/** The Region in the credential scope of a signature of version 4. */
const SIGNED_FOR = /Credential=[^/]+\/\d{8}\/([a-z0-9-]+)\/ecs\//;
/** More than any request of ECS: a task definition has at most 64 KiB. */
const LONGEST_BODY = 1 << 20;

/** The run of one Region, with its own clock. */
class Wire {
  #options;
  #drydock;
  #last = performance.now();

  constructor(options, region) {
    const { seed, start, permissive } = options;
    this.#options = options;
    const from = start === NOW ? new Date().toISOString() : start;
    this.#drydock = new Drydock({ seed, start: from, permissive, region });
  }

  /** The clock catches up with the time that has really passed, in whole milliseconds. */
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

  advance(seconds) {
    this.#catchUp();
    return this.#drydock.advance(seconds * 1000) / 1000;
  }
}

/** The runs of all Regions that somebody has asked. */
class Regions {
  #options;
  #wires = new Map();

  constructor(options) {
    this.#options = options;
    this.at();
  }

  at(region = USUAL) {
    if (!this.#wires.has(region)) this.#wires.set(region, new Wire(this.#options, region));
    return this.#wires.get(region);
  }

  reset() {
    this.#wires.clear();
    this.at();
  }

  advance(seconds) {
    const usual = this.at();
    for (const wire of this.#wires.values()) if (wire !== usual) wire.advance(seconds);
    return usual.advance(seconds);
  }
}

/** Read to its end even if it is too long: a client that still writes would not read the answer. */
async function bodyOf(request) {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) {
    if (body.length <= LONGEST_BODY) body += chunk;
  }
  return body.length <= LONGEST_BODY ? body : undefined;
}

/** What steers the run, beside the API. */
function steer(regions, path, query, body) {
  const wire = regions.at(query.get('region') ?? USUAL);
  if (path === 'reset') {
    regions.reset();
    return { status: 200, body: '{}' };
  }
  if (path === 'events') {
    const since = JSON.parse(body || '{}').since ?? query.get('since') ?? 0;
    return { status: 200, body: JSON.stringify(wire.events(since)) };
  }
  if (path === 'fault') return wire.call('Drydock.InjectFault', body);
  if (path === 'advance') {
    const seconds = Number(JSON.parse(body || '{}').seconds);
    if (!(seconds >= 0)) {
      return { status: 400, body: '{"message": "seconds must be a number from 0"}' };
    }
    return { status: 200, body: JSON.stringify({ advanced: regions.advance(seconds) }) };
  }
  return { status: 404, body: '{"message": "there are reset, advance, fault and events"}' };
}

/** What is asked of another service, in the words of its protocol. */
function notOfEcs(name, ofEc2 = false) {
  const message = `${name} is no operation of Amazon ECS, which is all that this endpoint ` +
    'simulates. Name it in AWS_ENDPOINT_URL_ECS: other services are asked elsewhere then.';
  const code = 'UnknownOperationException';
  if (name.includes('.')) {
    return { status: 400, body: JSON.stringify({ __type: code, message }) };
  }
  const error = `<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  const body = ofEc2 ? `<Response><Errors>${error}</Errors></Response>\n`
    : `<ErrorResponse>${error}</ErrorResponse>\n`;
  return { status: 400, kind: 'text/xml', body };
}

function answerTo(regions, { method, url, headers }, body) {
  if (body === undefined) {
    return { status: 413, body: '{"__type":"RequestEntityTooLargeException"}' };
  }
  const { pathname, searchParams } = new URL(`http://localhost${url}`);
  const [, what] = pathname.match(/^\/_drydock\/(\w+)$/) ?? [];
  if (what === 'events' || what && method === 'POST') {
    return steer(regions, what, searchParams, body);
  }
  // What names no operation is answered by AWS's front end, which knows nothing of JSON.
  const target = headers['x-amz-target'];
  const form = new URLSearchParams(target ? '' : body);
  if (method === 'POST' && /^\w+$/.test(form.get('Action') ?? '')) {
    return notOfEcs(form.get('Action'), form.get('Version') === EC2);
  }
  if (method !== 'POST' || !target) {
    return { status: 404, kind: 'text/xml', body: '<UnknownOperationException/>\n' };
  }
  if (!target.startsWith(TARGET)) return notOfEcs(target);
  const [, region] = headers.authorization?.match(SIGNED_FOR) ?? [];
  return regions.at(region).call(target.slice(TARGET.length), body);
}

/** Listens on 127.0.0.1 and gives the server. */
export async function serve(options = {}) {
  const { port = 0, speed = 1, settle = false, seed = 1, permissive = false } = options;
  const { start = '2026-01-01T00:00:00Z' } = options;
  await init();
  const regions = new Regions({ speed, settle, start, seed, permissive });
  const server = createServer(async (request, response) => {
    const id = randomUUID();
    let answer;
    try {
      answer = answerTo(regions, request, await bodyOf(request));
    } catch (error) {
      // A bug of ours is loud, and can be replayed.
      console.error(error.replay ?? error);
      const body = JSON.stringify({ __type: 'ServerException', message: String(error) });
      answer = { status: 500, body };
    }
    response.writeHead(answer.status, {
      'x-amzn-RequestId': id,
      'Content-Type': answer.kind ?? 'application/x-amz-json-1.1',
      'Content-Length': Buffer.byteLength(answer.body),
    });
    response.end(answer.body);
  });
  // Longer than clients keep a connection that they do not use.
  server.keepAliveTimeout = 65_000;
  await new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return server;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '8181' },
      speed: { type: 'string', default: '1' },
      settle: { type: 'boolean', default: false },
      start: { type: 'string', default: NOW },
      seed: { type: 'string', default: '1' },
      permissive: { type: 'boolean', default: false },
    },
  });
  const [port, speed, seed] = [values.port, values.speed, values.seed].map(Number);
  if (!(speed >= 0)) throw new RangeError('--speed takes a number from 0');
  const { settle, start, permissive } = values;
  const server = await serve({ port, speed, seed, settle, start, permissive });
  console.log(`ECS is simulated at http://127.0.0.1:${server.address().port}`);
}
