// The engine as the endpoint of ECS on this machine, for the AWS CLI and SDKs:
//
//   node tests/wire/serve.mjs [--port N] [--speed X | --settle] [--start T] [--seed S]
//                             [--permissive]
//   aws ecs list-clusters --endpoint-url http://127.0.0.1:8181
//
// --speed X runs the clock at X times real time (1 by default); with --settle it stands still, and
// each call that changes something lets the run go on until nothing is under way. Runs start at the
// present time, or with --start T, such as 2026-01-01T00:00:00Z, then. With --permissive requests
// may name subnets, roles and the like that nobody declared. POST /_drydock/reset,
// /_drydock/advance {"seconds": n}, /_drydock/settle and /_drydock/fault {…} steer the run; GET
// /_drydock/events?since=n gives what ECS sent to EventBridge. Each Region that requests are signed
// for is a run of its own: runs.mjs. `cargo xtask build` makes the engine first.

import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import init from '../../dist/engine/drydock.js';
import { bodyOf, refusalOfOthers } from './front.mjs';
import { NOW, Regions, steer } from './runs.mjs';

/** What the header `x-amz-target` has before the name of an operation of ECS. */
const TARGET = 'AmazonEC2ContainerServiceV20141113.';
/** The Region in the credential scope of a signature of version 4. */
const SIGNED_FOR = /Credential=[^/]+\/\d{8}\/([a-z0-9-]+)\/ecs\//;

/** `{ status, body }`; the body is JSON where there is no `kind`. */
function answerTo(regions, { method, url, headers }, body) {
  if (body === undefined) {
    return { status: 413, body: '{"__type":"RequestEntityTooLargeException"}' };
  }
  const { pathname, searchParams } = new URL(`http://localhost${url}`);
  const [, what] = pathname.match(/^\/_drydock\/(\w+)$/) ?? [];
  if (what === 'events' || what && method === 'POST') {
    return steer(regions, what, searchParams, body);
  }
  const target = headers['x-amz-target'];
  if (method !== 'POST' || !target?.startsWith(TARGET)) {
    return refusalOfOthers(method, target, body);
  }
  const [, region] = headers.authorization?.match(SIGNED_FOR) ?? [];
  return regions.at(region).call(target.slice(TARGET.length), body);
}

/** A bug of ours is loud, and can be replayed. */
function bug(error) {
  console.error(error.replay ?? error);
  const body = JSON.stringify({ __type: 'ServerException', message: String(error) });
  return { status: 500, body };
}

/** Listens on 127.0.0.1 and gives the server. */
export async function serve(options = {}) {
  const { port = 0, speed = 1, settle = false, seed = 1, permissive = false } = options;
  const { start = '2026-01-01T00:00:00Z' } = options;
  await init();
  const regions = new Regions({ speed, settle, start, seed, permissive });
  const server = createServer(async (request, response) => {
    const id = randomUUID();
    const { status, kind = 'application/x-amz-json-1.1', body } = await bodyOf(request)
      .then((text) => answerTo(regions, request, text))
      .catch(bug);
    response.writeHead(status, {
      'x-amzn-RequestId': id,
      'Content-Type': kind,
      'Content-Length': Buffer.byteLength(body),
    });
    response.end(body);
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
  const server = await serve({ ...values, port, speed, seed });
  console.log(`ECS is simulated at http://127.0.0.1:${server.address().port}`);
}
