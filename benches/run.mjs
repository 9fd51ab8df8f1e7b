// Runs every figure, prints them as a table and writes target/bench.json. `cargo xtask bench`
// builds the site first and names the peers' Python in PEER_PYTHON.

import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { boardFigures } from './board.mjs';
import { checkFigures } from './check.mjs';
import { runTaskFigures } from './run_task.mjs';
import { scaleFigures } from './scale.mjs';
import { seekFigures } from './seek.mjs';
import { sizeFigures } from './sizes.mjs';
import { runFigures } from './tasks.mjs';

/**
 * Each gives rows `{ what, value, unit, bar, met, scale }`: `bar` in words, `scale` what a peer
 * did in the same call.
 */
const FIGURES = [
  // A run first: it tells how much memory the engine takes, and memory is never given back.
  sizeFigures, runFigures, checkFigures, runTaskFigures, seekFigures, scaleFigures, boardFigures,
];

/** Three significant digits, thousands apart. */
function shown(value) {
  const rounded = value >= 100 ? Math.round(value) : Number(value.toPrecision(3));
  return rounded.toLocaleString('en-US');
}

function printTable(rows) {
  const cells = rows.map((row) => [
    row.what,
    `${shown(row.value)} ${row.unit}`,
    row.bar,
    row.met ? 'met' : 'NOT MET',
    row.scale ?? '',
  ]);
  const table = [['what', 'measured', 'bar', '', 'for scale'], ...cells];
  const widths = table[0].map((_, column) => Math.max(...table.map((line) => line[column].length)));
  for (const line of table) {
    console.log(line.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd());
  }
}

const rows = [];
for (const figures of FIGURES) rows.push(...await figures());
printTable(rows);

const machine = { cpu: cpus()[0]?.model, cores: cpus().length, node: process.version };
mkdirSync('target', { recursive: true });
writeFileSync('target/bench.json', `${JSON.stringify({ machine, rows }, null, 2)}\n`);
console.log('\nWritten to target/bench.json');
