// The page starts on any static host, under a strict policy, and says so plainly where it cannot.

import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { becomes, launchBrowser, openPage, serveSite } from './site.mjs';

let browser;
before(async () => { browser = await launchBrowser(); });
after(() => browser.close());

/** Opens a site of its own and closes everything again. */
async function visit(options, look) {
  const site = await serveSite(options);
  const visit = await openPage(browser, site, options);
  try {
    await look(visit);
  } finally {
    await visit.close();
    site.close();
  }
}

/** The page has taken over from boot.js. */
const started = (page) => page.getByRole('banner').waitFor();

test('opens in a sub-path under the strict policy and asks nobody else', async () => {
  await visit({}, async ({ page, faults }) => {
    await started(page);
    await page.waitForLoadState('networkidle');
    assert.equal(await page.locator('.boot-notice:visible, .boot-panic').count(), 0);
    assert.deepEqual(faults, []);
  });
});

test('says what is needed where scripts are switched off', async () => {
  await visit({ javaScriptEnabled: false }, async ({ page }) => {
    // Playwright's text search skips everything inside `noscript`.
    const title = page.locator('noscript h1');
    await becomes(() => title.innerText(), 'Drydock needs JavaScript');
  });
});

test('says so when the host sends a page instead of the Wasm', async () => {
  const answer = (path) =>
    path.endsWith('.wasm') ? { status: 200, kind: 'text/html', body: '<p>Hello' } : undefined;
  await visit({ answer }, async ({ page }) => {
    await page.getByRole('heading', { name: 'Drydock could not be loaded' }).waitFor();
    await page.getByText('answered 200 with “text/html”').waitFor();
  });
});

test('says so when the Wasm is missing or damaged', async () => {
  const missing = (path) =>
    path.endsWith('.wasm') ? { status: 404, kind: 'text/html', body: 'no' } : undefined;
  await visit({ answer: missing }, async ({ page }) => {
    await page.getByText('answered 404').waitFor();
  });
  const damaged = (path) =>
    path.endsWith('.wasm') ? { status: 200, kind: 'application/wasm', body: 'no' } : undefined;
  await visit({ answer: damaged }, async ({ page }) => {
    await page.getByText('does not understand the WebAssembly file').waitFor();
  });
});

test('starts from a host that sends Wasm without its proper kind', async () => {
  const { readFileSync } = await import('node:fs');
  const answer = (path) => {
    if (!path.endsWith('.wasm')) return undefined;
    const body = readFileSync(new URL(`../../dist/${path}`, import.meta.url));
    return { status: 200, kind: 'application/octet-stream', body };
  };
  await visit({ answer }, async ({ page, faults }) => {
    await started(page);
    await page.getByRole('button', { name: 'Terminal', exact: true }).click();
    await page.getByRole('textbox', { name: 'Command line' }).waitFor();
    assert.deepEqual(faults, []);
  });
});

test('the first file holds neither check nor engine', () => {
  const { size } = statSync(new URL('../../dist/drydock_bg.wasm', import.meta.url));
  const hint = 'does the first part name something of check or engine? See src/ui/chunks.rs';
  assert.ok(size < 520_000, `${size} bytes: ${hint}`);
});

test('checks before the engine is there, which then does what was asked meanwhile', async () => {
  let come;
  const engine = new Promise((resolve) => { come = resolve; });
  // Whichever part comes first brings the engine: all of them wait.
  const answer = async (path) => {
    if (path.startsWith('split_') && !path.startsWith('split_check')) await engine;
  };
  const viewport = { width: 1440, height: 900 };
  await visit({ answer, viewport }, async ({ page, faults }) => {
    await page.locator('.starts').getByRole('button', { name: 'Broken definition' }).click();
    await page.locator('.probs button').first().waitFor();
    await page.locator('.starts').waitFor({ state: 'detached' });
    await page.getByText('Loading…').waitFor();
    assert.equal(await page.getByText('harbor').count(), 0);
    const ecs = page.locator('.answer').getByText(/ECS answers|An SDK that does not check/);
    assert.equal(await ecs.count(), 0);
    come();
    await page.getByRole('heading', { name: 'harbor' }).waitFor();
    await ecs.waitFor();
    assert.deepEqual(faults, []);
  });
});

test('stands before the check is there, and then does what was asked meanwhile', async () => {
  let come;
  const check = new Promise((resolve) => { come = resolve; });
  const answer = async (path) => {
    if (path.startsWith('split_check')) await check;
  };
  await visit({ answer, viewport: { width: 1440, height: 900 } }, async ({ page, faults }) => {
    const container = { name: 'app', image: 'nginx', memory: 128 };
    const definition = JSON.stringify({ family: 'late', containerDefinitions: [container] });
    // Nothing moves or changes hands any more where it is written and pressed.
    await page.locator('.cm-content').waitFor();
    await page.getByRole('textbox', { name: 'Task definition JSON' }).fill(definition);
    await page.getByText('Not checked yet').waitFor();
    // It says that it cannot be pressed yet; who does anyway is heard once it can.
    const register = page.getByRole('button', { name: 'Register', exact: true });
    await register.click({ force: true });
    assert.equal(await page.locator('.problems').count(), 0);
    come();
    await page.getByText('Registered late:1').waitFor();
    await page.locator('.problems').waitFor();
    assert.deepEqual(faults, []);
  });
});

test('says that the check is missing where it cannot come, and fetches it again', async () => {
  let gone = true;
  const answer = (path) =>
    gone && path.startsWith('split_check') && { status: 404, kind: 'text/plain', body: '' };
  await visit({ answer, viewport: { width: 1440, height: 900 } }, async ({ page }) => {
    await page.locator('.starts').getByRole('button', { name: 'Broken definition' }).click();
    const left = page.getByRole('region', { name: 'Task definition' });
    await left.getByText('This part could not be loaded.').waitFor();
    gone = false;
    await left.getByRole('button', { name: 'Try again' }).click();
    await page.locator('.probs button').first().waitFor();
  });
});

test('checks also where the engine cannot come, and says that it is missing', async () => {
  const answer = (path) =>
    path.startsWith('split_run') && { status: 404, kind: 'text/plain', body: '' };
  await visit({ answer, viewport: { width: 1440, height: 900 } }, async ({ page }) => {
    await page.locator('.starts').getByRole('button', { name: 'Broken definition' }).click();
    await page.locator('.probs button').first().waitFor();
    await page.getByText('This part could not be loaded.').first().waitFor();
  });
});

test('a panic shows message, seed and log to copy, and offers a reload', async () => {
  await visit({}, async ({ page }) => {
    await started(page);
    await page.evaluate(() => {
      globalThis.drydock_keep_replay('seed 7\n', 0, 'RunTask web:1\nRunTask web:2\n');
      // What was done after going back takes the place of what came after.
      globalThis.drydock_keep_replay('seed 7\n', 1, 'StopTask web:1\n');
      globalThis.drydock_panicked('a task ran twice');
      globalThis.drydock_panicked('its echo');
    });
    const screen = page.getByRole('alertdialog');
    const report = () => screen.getByRole('textbox').inputValue();
    await becomes(report, 'a task ran twice\n\nseed 7\nRunTask web:1\nStopTask web:1\n\n');
    await screen.getByRole('button', { name: 'Copy the report' }).click();
    await screen.getByRole('status').getByText(/Copied|Selected/).waitFor();
    await screen.getByRole('button', { name: 'Reload the page' }).click();
    await screen.waitFor({ state: 'detached' });
    await started(page);
    assert.equal(await page.getByRole('alertdialog').count(), 0);
  });
});

test('a trap of the Wasm shows the same screen', async () => {
  await visit({}, async ({ page }) => {
    await page.evaluate(() => {
      setTimeout(() => { throw new WebAssembly.RuntimeError('unreachable'); });
    });
    await page.getByRole('alertdialog').getByRole('textbox').waitFor();
  });
});
