// The board with many tasks that live and are replaced, in Chromium without a GPU.

import { launchBrowser, openPage, serveSite } from '../tests/web/site.mjs';
import init from '../dist/engine/drydock.js';
import { busyCluster } from './busy.mjs';

/**
 * The clusters, each at the speed it is looked at: the smaller one so fast that each task passes
 * through all its states within three seconds, the larger one as one would watch it.
 */
const CLUSTERS = [
  { name: '10,000 tasks all changing', instances: 1000, tasks: 10_000, speed: '300×' },
  { name: '100,000 tasks on 10,000 instances', instances: 10_000, tasks: 100_000, speed: '10×' },
];
const SECONDS = 8;
/** Opening a run plays it again from its beginning, on the page's only thread. */
const PATIENCE = 240_000;

/** Frames a second and milliseconds of script a frame, while the page plays. */
async function watch(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const script = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'ScriptDuration').value * 1000;
  };
  const before = await script();
  const frames = await page.evaluate((seconds) => new Promise((resolve) => {
    const [began, times] = [performance.now(), []];
    const frame = (now) => {
      times.push(now);
      if (now - began < seconds * 1000) requestAnimationFrame(frame);
      else resolve(times.length - 1);
    };
    requestAnimationFrame(frame);
  }), SECONDS);
  return { perSecond: frames / SECONDS, script: (await script() - before) / frames };
}

/** What the page makes of a run that it opens and plays. */
async function play(browser, site, run, speed) {
  const viewport = { width: 1440, height: 900 };
  const { page, faults } = await openPage(browser, site, { viewport });
  page.setDefaultTimeout(PATIENCE);
  const press = (name) => page.getByRole('button', { name, exact: true }).click();
  await press('Share');
  await page.getByLabel('Run as text').fill(run);
  await press('Open this text');
  await page.locator('canvas.dense').waitFor();
  await press(speed);
  await press('Play');
  await page.waitForTimeout(1000);
  const seen = await watch(page);
  if (faults.length > 0) throw new Error(faults.join('\n'));
  await page.context().close();
  return seen;
}

function rows({ name, speed }, { perSecond, script }) {
  const row = (what, value, unit, bar, met) => ({ what, value, unit, bar, met });
  return [
    row(`board, ${name}, ${speed}, no GPU`, perSecond, 'frames/s', '≥ 58 frames/s',
      perSecond >= 58),
    row('script of such a frame, engine included', script, 'ms', '≤ 8 ms', script <= 8),
  ];
}

export async function boardFigures() {
  await init();
  const [browser, site] = [await launchBrowser(), await serveSite()];
  const found = [];
  try {
    for (const cluster of CLUSTERS) {
      const run = busyCluster(cluster).export();
      found.push(...rows(cluster, await play(browser, site, run, cluster.speed)));
    }
  } finally {
    await browser.close();
    site.close();
  }
  return found;
}
