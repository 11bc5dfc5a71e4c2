import { isSecret } from '#core/config/settings/environment.ts';
import { IncumbentError } from '#core/contract/errors.ts';

/** One option of `sbatch`, understood: `--gres=gpu:1`, `-p gpu`, `--exclusive`. */
export type SbatchOption = {
  /** With its dashes. */
  readonly name: string;
  /** Null for a switch. */
  readonly value: string | null;
};

/** What the engine says itself or has to hear, and what to do in its place. */
const OWN: Readonly<Record<string, string>> = {
  array: 'the number of workers makes the array; --array=%N alone limits how many run at the same time',
  a: 'the number of workers makes the array; --array=%N alone limits how many run at the same time',
  output: 'what a task prints is kept in .incumbent/submissions/ of the root',
  o: 'what a task prints is kept in .incumbent/submissions/ of the root',
  error: 'what a task prints is kept in .incumbent/submissions/ of the root',
  e: 'what a task prints is kept in .incumbent/submissions/ of the root',
  wrap: 'the script of the job is the run itself',
  parsable: 'it is given already',
  'test-only': '--dry-run shows the script',
  wait: 'the workers of a job do not need whoever submitted it',
  W: 'the workers of a job do not need whoever submitted it',
  help: '`sbatch --help` lists the options',
  h: '`sbatch --help` lists the options',
  usage: '`sbatch --usage` lists the options',
  version: '`sbatch --version` tells it',
  V: '`sbatch --version` tells it',
};

const LONG = /^--([a-zA-Z][\w-]*)(?:(?:=|\s+)([\s\S]*))?$/;
const SHORT = /^-([a-zA-Z])(?:=|\s*)([\s\S]*)$/;

/** What was asked of `sbatch`: its options, and how many tasks may run at the same time where that is limited. */
export type SbatchWish = { readonly options: readonly SbatchOption[]; readonly atOnce: number | null };

/**
 * Reads options as they are given one by one: `--time=2:00:00`, `--time 2:00:00`, `-p gpu`.
 *
 * @throws IncumbentError `usage` for what is none, for what would break the script, for what the engine says itself, and
 * for secrets
 */
export function readSbatchOptions(texts: readonly string[]): SbatchWish {
  const all = texts.map((text) => readOption(text.trim()));
  const limits = all.filter(isLimit);
  const options = all.filter((option) => !isLimit(option));
  for (const option of options) {
    const own = ownName(option);
    if (own !== undefined) {
      throw refused(`${option.name} can not be given: ${OWN[own]}`, textOf(option));
    }
    refuseSecrets(option);
  }
  const limit = limits.at(-1)?.value;
  return { options, atOnce: limit == null ? null : Number(limit.slice(1)) };
}

function readOption(text: string): SbatchOption {
  const long = LONG.exec(text);
  const short = SHORT.exec(text);
  if (hasControlCharacter(text) || (long === null && short === null)) {
    throw refused('An option is one line that begins with a dash, such as --time=2:00:00 or -p gpu', text);
  }
  const [, name = '', value = ''] = long ?? short ?? [];
  const isSwitch = value === '' && !text.endsWith('=');
  return { name: long === null ? `-${name}` : `--${name}`, value: isSwitch ? null : value.trim() };
}

function isLimit({ name, value }: SbatchOption): boolean {
  return (name === '--array' || name === '-a') && /^%[1-9]\d*$/.test(value ?? '');
}

/** A line break would end the option's line in the script, and the rest would be run. */
function hasControlCharacter(text: string): boolean {
  return [...text].some((character) => character < ' ' || character === '\u007f');
}

/** The name of an option of the engine's own; sbatch knows a long one by its beginning too. */
function ownName({ name }: SbatchOption): string | undefined {
  const bare = name.replace(/^-+/, '');
  return Object.keys(OWN).find(
    (own) => own === bare || (name.startsWith('--') && own.length > 1 && own.startsWith(bare)),
  );
}

/** Options are written into the script and kept with the run. */
function refuseSecrets({ name, value }: SbatchOption): void {
  const assignments =
    name === '--export' ? (value ?? '').split(',').filter((each) => each.includes('=')) : [];
  const secret = assignments.map((each) => each.slice(0, each.indexOf('='))).find(isSecret);
  if (secret !== undefined) {
    const rule = `an option is kept with the run, a secret value must not be: give ${secret} by --env`;
    throw refused(rule, `${name}=${secret}=…`);
  }
}

function textOf({ name, value }: SbatchOption): string {
  return value === null ? name : `${name}${name.startsWith('--') ? '=' : ' '}${value}`;
}

function refused(rule: string, found: string): IncumbentError {
  return new IncumbentError('usage', `Options of sbatch: ${rule}; found ${JSON.stringify(found)}`, {
    option: found,
  });
}

/** As arguments of the program. */
export function argumentsOf({ name, value }: SbatchOption): readonly string[] {
  if (value === null) {
    return [name];
  }
  return name.startsWith('--') ? [`${name}=${value}`] : [name, value];
}

/** As a line of a batch script; sbatch undoes the quotes as a shell does, and takes an open `#` for a comment. */
export function directiveOf(option: SbatchOption): string {
  return `#SBATCH ${argumentsOf(option).map(quoted).join(' ')}`;
}

function quoted(text: string): string {
  return /^[\w@%+=:,./[\]-]+$/.test(text) ? text : `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}
