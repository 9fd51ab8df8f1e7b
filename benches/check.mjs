// Checking a task definition: text in, findings with positions out, beside cfn-lint with its rules
// loaded beforehand.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import init, { check } from '../dist/engine/drydock.js';
import { large, small } from './definitions.mjs';
import { microseconds, peer } from './measure.mjs';

const SECONDS = 5;

function figure(what, text, least, folder) {
  const findings = check(text);
  if (!findings.some((finding) => finding.severity === 'error')) {
    throw new Error(`${what}: the size that does not exist was not found`);
  }
  const file = join(folder, 'definition.json');
  writeFileSync(file, text);
  const theirs = peer('check_with_cfn_lint.py', file, SECONDS).microseconds;
  const ours = microseconds(() => check(text), SECONDS);
  const value = theirs / ours;
  const scale = `${ours.toFixed(1)} µs; cfn-lint ${Math.round(theirs)} µs`;
  return { what, value, unit: '× cfn-lint', bar: `≥ ${least} ×`, met: value >= least, scale };
}

/** A thousand definitions in one go, beside a tenth of them: what one costs stays the same. */
function linear() {
  const texts = Array.from({ length: 1_000 }, (_, nth) =>
    small().replace('"family":"', `"family":"n${nth}-`));
  const each = (some) => microseconds(() => some.forEach((text) => check(text)), 2) / some.length;
  const [few, all] = [each(texts.slice(0, 100)), each(texts)];
  const scale = `${few.toFixed(1)} µs each of 100, ${all.toFixed(1)} µs each of 1,000`;
  const value = all / few;
  const what = 'cost of a definition, 100 to 1,000 in one go';
  return { what, value, unit: '×', bar: '< 1.5 ×', met: value < 1.5, scale };
}

export async function checkFigures() {
  await init();
  const folder = mkdtempSync(join(tmpdir(), 'drydock-'));
  try {
    return [
      figure('check of S, 396 B, 1 container', small(), 500, folder),
      figure('check of L, 13.8 KB, 10 containers', large(), 300, folder),
      linear(),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
