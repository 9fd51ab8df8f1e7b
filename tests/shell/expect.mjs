// Writes what bash says to each script of this folder below it: `node tests/shell/expect.mjs`.
// The tests compare Drydock's shell with these texts, and these texts with bash where there is one.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = new URL('.', import.meta.url).pathname;

/** A text as a section: the mark says when its last line has no end. */
function section(name, text) {
  if (text === '') return '';
  const whole = text.endsWith('\n');
  return `--- ${name}${whole ? '' : ', no end'}\n${whole ? text : `${text}\n`}`;
}

function run(script) {
  const place = mkdtempSync(join(tmpdir(), 'shell-'));
  const env = { PATH: '/usr/bin:/bin', HOME: '/', LC_ALL: 'C.UTF-8', TZ: 'UTC', TMPDIR: place };
  const { stdout, stderr, status } = spawnSync('bash', ['-c', script], {
    cwd: place, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], timeout: 20_000,
  });
  rmSync(place, { recursive: true });
  // In this locale some commands quote with curly signs, which no other locale has.
  const plain = (text) => text.replace(/[‘’]/g, "'");
  return `${section('out', plain(stdout))}${section('err', plain(stderr))}--- exit ${status}\n`;
}

for (const file of readdirSync(folder).filter((name) => name.endsWith('.txt'))) {
  const path = join(folder, file);
  const cases = readFileSync(path, 'utf8').split(/^=== /m).slice(1);
  const written = cases.map((text) => {
    const [name, ...lines] = text.split('\n');
    const end = lines.findIndex((line) => line.startsWith('--- '));
    const script = lines.slice(0, end < 0 ? lines.length - 1 : end).join('\n');
    return `=== ${name}\n${script}\n${run(script)}`;
  });
  writeFileSync(path, written.join(''));
}
