// Two runs of one seed that are told the same lines: one behind the endpoint, told by the real AWS
// CLI in bash, and one told by the shell of the engine module.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, readFileSync, readdirSync, symlinkSync,
  writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Drydock } from '../../../dist/engine/drydock.js';
import { startWire, writePlugin } from '../clients.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
/** The words are those of this version. */
const VERSION = '2.9.';
/** What the door stands for. */
const PROGRAMS = ['aws', 'sleep', 'drydock'];
/** Evaluates each text that comes, and says its exit code. All who write append. */
const BASH = `while IFS= read -r -d '' line; do
> "$AWS_SAID/out"
> "$AWS_SAID/err"
eval "$line" >> "$AWS_SAID/out" 2>> "$AWS_SAID/err" < /dev/null
printf '%s\\n' "$?"
done`;
/** Variables that the simulated shell gets too: no setting of a user shall differ. */
const SHARED = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_DEFAULT_REGION', 'AWS_PAGER'];

/** Why the CLI cannot be loaded here, or nothing. */
export function lackOf(cli, python) {
  if (!cli) return 'the AWS CLI of version 2 could not be had: AWS_CLI is not set';
  if (!python) return 'the model of ECS could not be had: WIRE_PYTHON is not set';
  const script = `import awscli; print(awscli.__version__)`;
  const { stdout } = spawnSync(pythonOf(cli), ['-c', script], { encoding: 'utf8' });
  if (stdout?.startsWith(VERSION)) return undefined;
  return `the AWS CLI ${VERSION}x as Debian has it could not be had: ${cli} is another`;
}

/** The commands of ECS by their model: `aws ecs …` for operations and waiters. */
export function commandsOf(env) {
  const service = join(env.AWS_DATA_PATH, 'ecs');
  const version = join(service, readdirSync(service).sort().at(-1));
  const read = (name) => JSON.parse(readFileSync(join(version, `${name}.json`), 'utf8'));
  const kebab = (name) => name.replace(/(?<!^)(?=[A-Z])/g, '-').toLowerCase();
  const operations = Object.keys(read('service-2').operations);
  const waiters = Object.keys(read('waiters-2').waiters);
  return [...operations.map((name) => `aws ecs ${kebab(name)}`),
    ...waiters.map((name) => `aws ecs wait ${kebab(name)}`)];
}

/** The interpreter that runs the script `cli`, which imports the AWS CLI. */
function pythonOf(cli) {
  return readFileSync(cli, 'utf8').match(/^#!\s*(\S+)/)?.[1] ?? 'python3';
}

/** The real CLI, loaded once: `{ door, close }`, where `door` is what `door.sh` connects to. */
export async function startReal(cli, env) {
  const child = spawn(pythonOf(cli), [join(HERE, 'real.py')], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [door] = await once(createInterface(child.stdout), 'line');
  return { door, close: () => child.kill() };
}

/** A bash that evaluates one text after the other. */
class Bash {
  #child;
  #said;
  #codes;

  constructor(env, cwd, said) {
    this.#said = said;
    mkdirSync(said);
    this.#child = spawn('bash', ['-c', BASH], {
      env: { ...env, AWS_SAID: said },
      cwd,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#codes = createInterface(this.#child.stdout);
  }

  async run(text) {
    this.#child.stdin.write(`${text}\0`);
    const [code] = await once(this.#codes, 'line');
    const [stdout, stderr] = ['out', 'err'].map((name) => (
      readFileSync(join(this.#said, name), 'utf8')));
    return { stdout, stderr, exitCode: Number(code) };
  }

  close() {
    this.#child.stdin.end();
  }
}

export class Twins {
  #wire;
  #bash;
  #drydock;
  #shell;

  /** `real` is what `startReal` gives; both shells begin with these files. */
  static async start(real, files) {
    const wire = await startWire({ speed: 0 });
    const twins = new Twins();
    twins.#wire = wire;
    const bin = join(wire.home, 'bin');
    mkdirSync(bin);
    copyFileSync(join(HERE, 'door.sh'), join(bin, PROGRAMS[0]));
    for (const name of PROGRAMS.slice(1)) symlinkSync(PROGRAMS[0], join(bin, name));
    writePlugin(bin);
    const env = { ...wire.env, PATH: `${bin}:${wire.env.PATH}`, AWS_SERVER: wire.url,
      AWS_DOOR: real.door };
    const folder = join(wire.home, 'work');
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    twins.#bash = new Bash({ ...env, HOME: folder }, folder, join(wire.home, 'said'));
    twins.#drydock = new Drydock();
    twins.#shell = twins.#drydock.shell({ files });
    const set = SHARED.map((name) => `export ${name}='${wire.env[name]}'`).join('; ');
    assert.equal((await twins.#shell.run(set)).exitCode, 0);
    return twins;
  }

  /** What both say to a line: `{ real, ours }`. Nothing is under way in either run afterwards. */
  async run(line) {
    const real = await this.#bash.run(line);
    await this.#steer('settle', {});
    const ours = await this.#shell.run(line);
    this.#drydock.settle();
    return { real, ours };
  }

  /** What happened in both runs, and what ECS sent of it. */
  async events() {
    const real = await this.#steer('events', {});
    return { real: real.events, ours: this.#drydock.events().events };
  }

  async #steer(what, body) {
    const asked = await fetch(`${this.#wire.url}/_drydock/${what}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    return asked.json();
  }

  close() {
    this.#bash.close();
    this.#drydock.free();
    this.#wire.close();
  }
}
