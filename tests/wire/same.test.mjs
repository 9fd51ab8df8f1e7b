// The same lines for the real AWS CLI and for ours, each on a run of its own that goes through the
// same: `same/*.txt`, one theme each. What they print, what they complain about and the exit code
// are the same byte for byte, but for the lines of `same/differences.txt`, which has reasons.
//
//   # A line that tells.
//   aws ecs list-clusters           a line of bash; `\` at the end continues it
//
// Lines build on those before them. `SAME=folder` compares the lines of another folder.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { startWire } from './clients.mjs';
import { Twins, commandsOf, lackOf, startReal } from './same/twins.mjs';

const FOLDER = process.env.SAME ?? fileURLToPath(new URL('same/', import.meta.url));
const DIFFERENCES = 'differences.txt';
/** Where they stand; what happens after them is not compared. */
const APART = 'apart.txt';
/** How many lines there are at least. */
const LEAST = 450;
/** How many lines of a theme are shown when they differ. */
const SHOWN = 20;

/** Lines of a file, each with the number of the first that it takes. */
function linesOf(name) {
  const lines = [];
  let open;
  readFileSync(join(FOLDER, name), 'utf8').split('\n').forEach((text, at) => {
    if (open) {
      open.line += `\n${text}`;
    } else if (text !== '' && !text.startsWith('#')) {
      open = { line: text, number: at + 1 };
      lines.push(open);
    }
    if (!text.endsWith('\\')) open = undefined;
  });
  return lines;
}

const files = JSON.parse(readFileSync(join(FOLDER, 'files.json'), 'utf8'));
const themes = readdirSync(FOLDER).filter((name) => name.endsWith('.txt') && name !== DIFFERENCES);
const all = themes.flatMap((name) => linesOf(name).map(({ line }) => line));
const differing = new Set(linesOf(DIFFERENCES).map(({ line }) => line));
const lack = lackOf(process.env.AWS_CLI, process.env.WIRE_PYTHON);

/** What differs in a theme, as texts. */
async function compared(twins, name) {
  const wrong = [];
  for (const { line, number } of linesOf(name)) {
    const { real, ours } = await twins.run(line);
    const differs = JSON.stringify(real) !== JSON.stringify(ours);
    if (differs === differing.has(line)) continue;
    const said = [['real', real], ['ours', ours]].map(([who, { stdout, stderr, exitCode }]) => (
      `${who}: ${stdout}${stderr}[exit ${exitCode}]\n`)).join('');
    wrong.push(`${name}:${number}: ${line}\n${differs ? said : `${said}no longer differs\n`}`);
  }
  return wrong;
}

describe('the real AWS CLI and ours', { concurrency: 2, skip: lack }, () => {
  let wire;
  let real;
  before(async () => {
    wire = await startWire();
    real = await startReal(process.env.AWS_CLI, wire.env);
  });
  after(() => {
    real.close();
    wire.close();
  });

  test('the lines call every operation and wait for everything', () => {
    const called = new Set(all.join('\n').match(/aws ecs (wait )?[a-z-]+/g));
    const missing = commandsOf(wire.env).filter((command) => !called.has(command));
    assert.ok(missing.length === 0 || process.env.SAME, missing.join(', '));
  });

  for (const name of themes) {
    test(name, async () => {
      const twins = await Twins.start(real, files);
      try {
        const wrong = await compared(twins, name);
        const shown = `${wrong.length} differ\n${wrong.slice(0, SHOWN).join('\n')}`;
        assert.equal(wrong.length, 0, shown);
        if (name === APART) return;
        const { real: there, ours: here } = await twins.events();
        const at = there.findIndex((event, n) => !isDeepStrictEqual(event, here[n]));
        assert.deepEqual(here[at], there[at], 'not the same has happened in both runs');
        assert.equal(here.length, there.length);
      } finally {
        twins.close();
      }
    });
  }
});

test('the lines are many, and those that differ are among them', () => {
  assert.ok(all.length >= LEAST || process.env.SAME, `${all.length} lines`);
  for (const line of differing) assert.ok(all.includes(line), `${line} is in no theme`);
});
