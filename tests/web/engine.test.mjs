// The engine as a module in the browser, under the page's strict policy.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { launchBrowser, openPage, serveSite } from './site.mjs';

const read = (name) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');

let browser;
before(async () => { browser = await launchBrowser(); });
after(() => browser.close());

const PAGE = '<!doctype html><title>Engine</title><script type="module" src="./own.js"></script>';
const SCRIPT = `
  import init, { Drydock, check } from './engine/drydock.js';
  import { play } from './scenario.js';
  await Promise.all([init(), init()]);
  const { seed, start, steps } = await (await fetch('./determinism.json')).json();
  const drydock = new Drydock({ seed, start });
  play(drydock, steps);
  const copy = Drydock.import(drydock.export());
  window.seen = {
    hashes: [drydock.journalHash(), copy.journalHash()],
    rule: check('{')[0].rule,
  };
`;
const OWN = {
  'own.html': ['text/html', PAGE],
  'own.js': ['text/javascript', SCRIPT],
  'scenario.js': ['text/javascript', read('scenario.mjs')],
  'determinism.json': ['application/json', read('fixtures/determinism.json')],
};

test('runs in Chromium and gives the journal that it gives natively', async () => {
  const answer = (path) => {
    const own = OWN[path];
    return own && { status: 200, kind: own[0], body: own[1] };
  };
  const site = await serveSite({ answer });
  const visit = await openPage(browser, site, { path: 'own.html' });
  try {
    await visit.page.waitForFunction(() => window.seen !== undefined);
    const { hashes, rule } = await visit.page.evaluate(() => window.seen);
    const { hash } = JSON.parse(OWN['determinism.json'][1]);
    assert.deepEqual(hashes, [hash, hash]);
    assert.equal(rule, 'TD-JSON-PARSE');
    assert.deepEqual(visit.faults, []);
  } finally {
    await visit.close();
    site.close();
  }
});
