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

export async function checkFigures() {
  await init();
  const folder = mkdtempSync(join(tmpdir(), 'drydock-'));
  try {
    return [
      figure('check of S, 396 B, 1 container', small(), 500, folder),
      figure('check of L, 13.8 KB, 10 containers', large(), 300, folder),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
