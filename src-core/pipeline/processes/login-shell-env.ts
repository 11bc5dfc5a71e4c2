import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import { messageOf } from '#core/contract/errors.ts';

type Env = Readonly<Record<string, string | undefined>>;

export type LoginShellQuestion = {
  readonly env: Env;
  readonly platform: NodeJS.Platform;
  /** True where a terminal started this process: then its environment is the right one already. */
  readonly hasTerminal: boolean;
  /** How long the shell's start-up files may take. */
  readonly limitSeconds?: number;
};

/** Variables that describe the asking process, not the user's environment. */
const NOT_TAKEN = new Set([
  '_',
  'SHLVL',
  'PWD',
  'OLDPWD',
  'ELECTRON_RUN_AS_NODE',
  'ELECTRON_NO_ATTACH_CONSOLE',
]);
/** Start-up files that print megabytes are cut off rather than collected. */
const MAX_ANSWER_CHARACTERS = 4_000_000;

/**
 * The environment that the user's login shell would give, for an app started from the dock: `env` completed by
 * what the shell's start-up files set (PATH above all). Without need, and where the shell does not answer, it is
 * `env` itself, and `problem` says why.
 */
export async function loginShellEnv(
  question: LoginShellQuestion,
): Promise<{ readonly env: Env; readonly problem: string | null }> {
  const { env, platform, hasTerminal, limitSeconds = 10 } = question;
  const shell = env.SHELL;
  if (hasTerminal || (platform !== 'darwin' && platform !== 'linux') || !shell) {
    return { env, problem: null };
  }
  try {
    const answer = await askShell(shell, env, limitSeconds);
    const taken = Object.entries(answer).filter(([name]) => !NOT_TAKEN.has(name));
    return { env: { ...env, ...Object.fromEntries(taken) }, problem: null };
  } catch (error) {
    const because = messageOf(error);
    return { env, problem: `The environment of the login shell ${shell} could not be read: ${because}` };
  }
}

/**
 * Has the shell start this very program to print its environment as JSON between two markers: whatever start-up
 * files print around it does no harm, and values with line breaks survive.
 */
async function askShell(shell: string, env: Env, limitSeconds: number): Promise<Record<string, string>> {
  if (/['\\]/.test(process.execPath)) {
    throw new Error('the path of this program has a quote in it');
  }
  const marker = randomBytes(12).toString('hex');
  const script = `process.stdout.write("${marker}" + JSON.stringify(process.env) + "${marker}")`;
  const flags = ['tcsh', 'csh'].includes(basename(shell)) ? ['-ic'] : ['-ilc'];
  const child = spawn(shell, [...flags, `'${process.execPath}' -e '${script}'`], {
    env: { ...env, ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['ignore', 'pipe', 'ignore'],
    // A session of its own: an interactive shell would otherwise stop for a terminal it cannot have.
    detached: true,
  });
  try {
    return onlyStrings(JSON.parse(await textBetween(marker, child, limitSeconds)));
  } finally {
    killGroup(child);
  }
}

/** Settles with the second marker: what start-up files left running in the background may go on printing. */
function textBetween(marker: string, child: ChildProcess, limitSeconds: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const timer = setTimeout(() => {
      reject(new Error(`no answer within ${limitSeconds} seconds`));
    }, limitSeconds * 1000);
    child.stdout?.setEncoding('utf8').on('data', (piece: string) => {
      text += text.length < MAX_ANSWER_CHARACTERS ? piece : '';
      const parts = text.split(marker);
      if (parts.length > 2) {
        clearTimeout(timer);
        resolve(parts[1] ?? '');
      }
    });
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on('close', () => {
      clearTimeout(timer);
      reject(new Error('it ended without an answer'));
    });
  });
}

function killGroup(child: ChildProcess): void {
  if (child.pid !== undefined) {
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It ended meanwhile.
    }
  }
}

function onlyStrings(value: unknown): Record<string, string> {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
