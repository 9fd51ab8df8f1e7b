// The built site in a real browser: a static host in a sub-path with the strictest policy that the
// page promises to work under, and a Chromium that may talk to nobody else.
//
// Tests must not fail by chance on a slow, busy machine. The page draws a little after a click, a
// key or a link, and later still where it fetches something first: read it with `becomes` or
// `eventually`, wait for what is to be seen, or, where nothing is to happen, for what would come
// after it. `DRYDOCK_SLOW=6 node --test tests/web/…` runs pages on a sixth of the processor, and
// shows which test does not.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import { chromium } from 'playwright-core';

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));
const SUB_PATH = '/some/sub-path/';
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
].join('; ');
const KINDS = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};
const BROWSER_FLAGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-gpu',
  '--disable-quic',
];

/**
 * Serves `dist/` on 127.0.0.1. `answer(path)` may give another answer for a path inside the site:
 * `{ status, kind, body }`, or a promise of one, to play a host that is slow or set up wrongly.
 */
export async function serveSite({ answer = () => undefined } = {}) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const send = (status, kind, body) => {
      response.writeHead(status, { 'content-type': kind, 'content-security-policy': POLICY });
      response.end(body);
    };
    if (!pathname.startsWith(SUB_PATH)) return send(404, 'text/plain', 'outside of the site');
    const path = normalize(pathname.slice(SUB_PATH.length)) || '.';
    const other = await answer(path);
    if (other) return send(other.status, other.kind, other.body);
    const file = path === '.' ? 'index.html' : path;
    try {
      const body = await readFile(join(DIST, file));
      return send(200, KINDS[extname(file)] ?? 'application/octet-stream', body);
    } catch {
      return send(404, 'text/html', '<h1>404</h1>');
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return { origin, url: origin + SUB_PATH, close: () => server.close() };
}

/** The browser of `CHROME`, with a fresh profile. */
export function launchBrowser() {
  const executablePath = process.env.CHROME || '/usr/bin/chromium';
  return chromium.launch({ executablePath, args: BROWSER_FLAGS });
}

/** A browser and the site for the tests of a file, until its last one is over. */
export async function stage() {
  const [browser, site] = [await launchBrowser(), await serveSite()];
  after(async () => {
    await browser.close();
    site.close();
  });
  return { browser, site };
}

/** How many times slower than this one the machine is that pages run on. */
const SLOW = Number(process.env.DRYDOCK_SLOW ?? 1);
/** How long a test waits for something, in milliseconds: a machine may be busy. */
export const PATIENCE = 90_000 * Math.max(1, SLOW / 3);

async function slowDown(page) {
  if (SLOW === 1) return;
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOW });
}

/** Looks again until what is seen passes the check, which throws while it does not; gives it. */
export async function eventually(look, check) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    try {
      const seen = await look();
      check(seen);
      return seen;
    } catch (difference) {
      if (Date.now() > end) throw difference;
    }
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
}

/** Looks again until this is what is seen, or, where it is a pattern, what is seen matches it. */
export function becomes(look, expected, message) {
  return eventually(look, (seen) => {
    if (expected instanceof RegExp) assert.match(seen, expected, message);
    else assert.deepEqual(seen, expected, message);
  });
}

/**
 * Waits until the page has done what it does before it draws next, as giving the focus on, and has
 * drawn. What it still fetches or works at comes later.
 */
export const drawn = (page) => page.evaluate(() => new Promise((resolve) => {
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)));
}));

/** In the page: what the page would do after four seconds or more, it does long after the test. */
function letMessagesStay() {
  const later = globalThis.setTimeout;
  globalThis.setTimeout = (act, millis = 0, ...rest) =>
    later(act, millis < 4_000 ? millis : millis * 100, ...rest);
}

/**
 * A new page that keeps account of itself. `faults` collects console errors, uncaught errors,
 * violations of the policy and requests to other origins; a test ends with an empty list.
 * `options` are Playwright's for a context (viewport, colorScheme, reducedMotion …). With
 * `messagesStay` those with a way back do not go away before a busy machine has come to them.
 */
export async function openPage(browser, site, { path = '', messagesStay, ...options } = {}) {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  await slowDown(page);
  const faults = [];
  await context.route('**/*', (route) => {
    const url = new URL(route.request().url());
    const own = url.origin === site.origin || ['data:', 'blob:'].includes(url.protocol);
    if (own) return route.continue();
    faults.push(`request to another origin: ${url}`);
    return route.abort();
  });
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`uncaught: ${error}`));
  if (messagesStay) await page.addInitScript(letMessagesStay);
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  await page.goto(site.url + path);
  return { page, faults, close: () => context.close() };
}

/** In the page: waits for what fades or moves at present: half a colour has no contrast. */
async function standStill() {
  const moves = ({ playState, effect }) =>
    playState === 'running' && effect.getComputedTiming().endTime < 10_000;
  const moving = document.getAnimations().filter(moves);
  await Promise.allSettled(moving.map(({ finished }) => finished));
}

/** What axe-core says against WCAG 2.2 AA of the page as it stands: `rule: selector`, sorted. */
export async function axeFindings(page) {
  await page.evaluate(standStill);
  const axe = new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    // The page has no frames, and a blank helper page would not have its policy.
    .setLegacyMode();
  const { violations } = await axe.analyze();
  const named = violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')}`));
  return named.sort();
}
