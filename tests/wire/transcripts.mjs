// Terminal sessions as text: `tests/wire/transcripts/*.txt`.
//
//   # A line that tells; the first one is the title.
//   # serve: --speed 60             how the endpoint is started; --settle where nothing is said
//   # client: AWS_CLI_1             which variable names the client; AWS_CLI where nothing is said
//   $ aws ecs list-clusters         asked, as one line of bash; `\` at the end continues it
//   {                               what comes of it, both streams, up to the next `$` or `#`
//   [exit 254]                      at the end: the exit code, where it is not 0
//
// `UPDATE_EXPECT=1` writes what comes of the lines: read it before you believe it.

import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startWire } from './clients.mjs';

/** Steps `{ line, expected }`; what tells is `{ told }`. */
function stepsOf(text) {
  const steps = [];
  let step;
  for (const line of text.split('\n')) {
    if (line.startsWith('# ')) {
      step = undefined;
      steps.push({ told: `${line}\n` });
    } else if (step?.line.endsWith('\\')) {
      step.line += `\n${line}`;
    } else if (line.startsWith('$ ')) {
      step = { line: line.slice(2), expected: [] };
      steps.push(step);
    } else if (step) {
      step.expected.push(line);
    } else if (line !== '') {
      throw new Error(`this is no answer to a command: ${line}`);
    } else if (steps.length > 0) {
      steps.at(-1).told += '\n';
    }
  }
  return steps;
}

/** Without blank lines around it. */
const bare = (lines) => lines.join('\n').replace(/^\n+|\n+$/g, '');

function options(text) {
  const words = text.match(/^# serve: (\S.*)$/m)?.[1].split(' ') ?? ['--settle'];
  const { values } = parseArgs({
    args: words,
    options: { settle: { type: 'boolean' }, speed: { type: 'string' } },
  });
  return { settle: values.settle ?? false, speed: Number(values.speed ?? 1) };
}

function asText(steps) {
  const blocks = steps.map(({ told, line, seen }) => (
    told ?? `$ ${line}\n${seen === '' ? '' : `${seen}\n`}\n`
  ));
  return `${blocks.join('').trimEnd()}\n`;
}

/** The variable that names the client of a transcript. */
export function clientOf(file) {
  return readFileSync(file, 'utf8').match(/^# client: (\w+)$/m)?.[1] ?? 'AWS_CLI';
}

/** Runs a transcript and gives the steps with what was `seen`. */
export async function play(file) {
  const text = readFileSync(file, 'utf8');
  const steps = stepsOf(text);
  const cli = process.env[clientOf(file)];
  const wire = await startWire({ cli, ...options(text) });
  try {
    for (const step of steps) {
      if (step.told !== undefined) continue;
      const { output, code } = await wire.shell(step.line);
      const lines = output.split('\n');
      if (code !== 0) lines.splice(-1, 1, `[exit ${code}]`);
      step.seen = bare(lines);
      step.expected = bare(step.expected);
    }
  } finally {
    wire.close();
  }
  if (process.env.UPDATE_EXPECT) writeFileSync(file, asText(steps));
  return steps.filter(({ told }) => told === undefined);
}
