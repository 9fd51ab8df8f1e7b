// The terminal of the page: how soon it is there, how soon it answers on a cluster of 1,000 tasks,
// and how long output scrolls. An answer is timed in the shell of the engine's module, which is the
// page's; how long the page takes to show it, links and folds and all, stands beside it.

import { launchBrowser, openPage, serveSite } from '../tests/web/site.mjs';
import init from '../dist/engine/drydock.js';
import { busyCluster, TASKS } from './busy.mjs';
import { median } from './measure.mjs';

const OPENINGS = 7;
const ANSWERS = 15;
const LINES = 100_000;
const SECONDS = 4;
/** What is asked: all tasks, which come in ten pages; one service with its events. */
const ASKED = [
  'aws ecs list-tasks --cluster bench',
  'aws ecs describe-services --cluster bench --services worker-0',
];

const press = (page, name) => page.getByRole('button', { name, exact: true }).click();

/** Milliseconds from the press of the button to a prompt that takes letters and is painted. */
function opening(page) {
  return page.evaluate(() => new Promise((resolve) => {
    const buttons = [...document.querySelectorAll('button')];
    const button = buttons.find((one) => /^\s*Terminal/.test(one.textContent));
    const began = performance.now();
    const look = () => {
      if (document.querySelector('.prompt textarea')) {
        requestAnimationFrame(() => resolve(performance.now() - began));
      } else {
        requestAnimationFrame(look);
      }
    };
    button.click();
    look();
  }));
}

/** Milliseconds of the slowest of the answers, in the shell alone. */
async function answering(shell) {
  const each = [];
  for (const line of ASKED) {
    const times = [];
    for (let nth = 0; nth < ANSWERS; nth += 1) {
      const began = performance.now();
      const { exitCode } = await shell.run(line);
      times.push(performance.now() - began);
      if (exitCode !== 0) throw new Error(`${line} ended with ${exitCode}`);
    }
    each.push(median(times));
  }
  return Math.max(...each);
}

/** Milliseconds from Enter to the whole answer in the page. */
function shown(page, line) {
  return page.evaluate((asked) => new Promise((resolve, reject) => {
    const prompt = document.querySelector('.prompt textarea');
    prompt.value = asked;
    prompt.dispatchEvent(new Event('input', { bubbles: true }));
    const count = document.querySelectorAll('.term .entry').length;
    let began;
    const observer = new MutationObserver(() => {
      const entries = document.querySelectorAll('.term .entry');
      const last = entries[entries.length - 1];
      if (entries.length === count || document.querySelector('.term .live')) return;
      if (!last.querySelector('pre')) return;
      observer.disconnect();
      if (last.querySelector('.code')) reject(new Error(last.textContent));
      else resolve(performance.now() - began);
    });
    observer.observe(document.querySelector('.term'), {
      childList: true, subtree: true, characterData: true,
    });
    requestAnimationFrame(() => {
      began = performance.now();
      prompt.dispatchEvent(new KeyboardEvent('keydown', {
        key: 'Enter', bubbles: true, cancelable: true,
      }));
    });
  }), line);
}

/** Frames a second while somebody scrolls from the end to the start and back. */
async function scrolling(page) {
  await page.locator('.prompt textarea').fill(`seq ${LINES}`);
  await page.locator('.prompt textarea').press('Enter');
  await page.locator('.term pre', { hasText: String(LINES) }).waitFor({ timeout: 60_000 });
  const frames = await page.evaluate((seconds) => new Promise((resolve) => {
    const term = document.querySelector('.term');
    const began = performance.now();
    let frames = 0;
    const frame = (now) => {
      const part = (now - began) / (seconds * 1000);
      if (part >= 1) {
        resolve(frames);
        return;
      }
      frames += 1;
      term.scrollTop = term.scrollHeight * Math.abs(1 - 2 * part);
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }), SECONDS);
  return frames / SECONDS;
}

async function openings(browser, site) {
  const times = [];
  for (let nth = 0; nth < OPENINGS; nth += 1) {
    const { page, close } = await openPage(browser, site, {});
    // As for anybody who does not press it in the very first moment.
    await page.waitForTimeout(1000);
    times.push(await opening(page));
    await close();
  }
  return median(times);
}

export async function terminalFigures() {
  await init();
  const drydock = busyCluster();
  const answered = await answering(drydock.shell());
  const run = drydock.export();
  const [browser, site] = [await launchBrowser(), await serveSite()];
  try {
    const opened = await openings(browser, site);
    const { page, faults } = await openPage(browser, site, {});
    await press(page, 'Share');
    await page.getByLabel('Run as text').fill(run);
    await press(page, 'Open this text');
    await press(page, 'Terminal');
    await page.locator('.prompt textarea').waitFor();
    const inPage = [];
    for (const line of ASKED) {
      const times = [];
      for (let nth = 0; nth < ANSWERS; nth += 1) times.push(await shown(page, line));
      inPage.push(median(times));
    }
    const perSecond = await scrolling(page);
    if (faults.length > 0) throw new Error(faults.join('\n'));
    const each = ASKED.map((line, nth) => `${line.split(' ')[2]} ${inPage[nth].toFixed(0)} ms`);
    return [
      {
        what: 'terminal, from the press of its button',
        value: opened,
        unit: 'ms',
        bar: '≤ 100 ms',
        met: opened <= 100,
      },
      {
        what: `a command's answer, ${TASKS.toLocaleString('en-US')} tasks`,
        value: answered,
        unit: 'ms',
        bar: '≤ 5 ms',
        met: answered <= 5,
        scale: `shown in the page: ${each.join(', ')}`,
      },
      {
        what: 'scrolling 100,000 lines of output, no GPU',
        value: perSecond,
        unit: 'frames/s',
        bar: '≥ 58 frames/s',
        met: perSecond >= 58,
      },
    ];
  } finally {
    await browser.close();
    site.close();
  }
}
