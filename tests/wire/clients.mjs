// Real clients for the endpoint. `cargo xtask test` installs them and says where they are: AWS_CLI
// and AWS_CLI_1 name the AWS CLI of version 2 and 1, WIRE_PYTHON a Python that has boto3. Where one
// is not named, its tests are skipped and say so.

import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { serve } from './serve.mjs';

/** The options of a test that needs this client. */
export function needs(variable, name) {
  return process.env[variable] ? {} : { skip: `${name} could not be had: ${variable} is not set` };
}

/** The model of ECS that botocore ships, unpacked for clients that bring an older one. */
function writeModel(folder) {
  const home = dirname(dirname(process.env.WIRE_PYTHON));
  const version = readdirSync(join(home, 'lib')).find((name) => name.startsWith('python3'));
  const service = join(home, 'lib', version, 'site-packages/botocore/data/ecs');
  for (const date of readdirSync(service)) {
    const into = join(folder, 'ecs', date);
    mkdirSync(into, { recursive: true });
    for (const name of readdirSync(join(service, date))) {
      const packed = readFileSync(join(service, date, name));
      const bytes = name.endsWith('.gz') ? gunzipSync(packed) : packed;
      writeFileSync(join(into, name.replace(/\.gz$/, '')), bytes);
    }
  }
}

function writeProgram(path, script) {
  writeFileSync(path, script);
  chmodSync(path, 0o755);
}

/** The CLI looks for it before it asks ECS to execute a command, and hands it what ECS grants. */
export function writePlugin(folder) {
  const plugin = '#!/bin/sh\n[ $# = 0 ] || printf "%s\\n" "$1" "$2" "$3" "$5"\n';
  writeProgram(join(folder, 'session-manager-plugin'), plugin);
}

/** What quotes a word for the shell. */
const quoted = (word) => `'${word.replaceAll("'", "'\\''")}'`;

/**
 * A server of its own, and a shell whose `aws` is the client `cli` and asks it. Nothing of the
 * user's own settings reaches the clients: their folder is `home`, their variables are `env`.
 */
export async function startWire({ cli, ...options } = {}) {
  const server = await serve(options);
  const url = `http://127.0.0.1:${server.address().port}`;
  const home = mkdtempSync(join(tmpdir(), 'drydock-wire-'));
  const env = {
    PATH: `${home}${delimiter}${process.env.PATH}`,
    HOME: home,
    TZ: 'UTC',
    LC_ALL: 'C.UTF-8',
    AWS_ACCESS_KEY_ID: 'drydock',
    AWS_SECRET_ACCESS_KEY: 'drydock',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_PAGER: '',
    AWS_DATA_PATH: join(home, 'models'),
  };
  if (process.env.WIRE_PYTHON) writeModel(env.AWS_DATA_PATH);
  if (cli) {
    // Version 2.9 knows no variable for the endpoint.
    const script = `#!/bin/sh\nexec ${quoted(cli)} --endpoint-url ${url} "$@"\n`;
    writeProgram(join(home, 'aws'), script);
    writePlugin(home);
  }
  return {
    url,
    home,
    env,
    /** Runs a program to its end: `{ output, code }`, both streams in one, as a terminal has it. */
    run(program, words) {
      return new Promise((resolve) => {
        execFile(program, words, { env, cwd: home, encoding: 'utf8' }, (error, out, err) => {
          resolve({ output: out + err, code: error ? (error.code ?? 1) : 0 });
        });
      });
    },
    /** Runs one line of the shell. */
    shell(line) {
      return this.run('bash', ['-c', `exec 2>&1\n${line}`]);
    },
    close() {
      server.close();
      server.closeAllConnections();
      if (existsSync(home)) rmSync(home, { recursive: true });
    },
  };
}
