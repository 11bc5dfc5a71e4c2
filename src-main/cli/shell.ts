import type { Command } from 'commander';
import { IncumbentError, messageOf } from '#core/contract/errors.ts';
import { LOG_LEVELS, type LogLevel } from '#core/platform/log.ts';
import { EXIT, exitCodeOfError } from './exit-code.ts';
import { createTerminal, type Output, type Terminal } from './terminal/terminal.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What a call of the command line takes from its process, so that a test can make a call without a process. */
export type CommandPorts = {
  readonly env: Environment;
  readonly stdout: Output;
  readonly stderr: Output;
  /** When the call began. */
  readonly begunAt: () => Date;
};

/** What every command is given beside its own arguments. */
export type Invocation<Options> = Pick<CommandPorts, 'env' | 'begunAt'> & {
  readonly terminal: Terminal;
  readonly logLevel: LogLevel;
  /** False where `--log-level` was left at its default. */
  readonly isLogLevelGiven: boolean;
  readonly options: Options;
};

/** The work of one command; answers its exit code. Refusals are thrown. */
type Work<Options, Arguments extends readonly unknown[]> = (
  invocation: Invocation<Options>,
  ...args: Arguments
) => Promise<number>;

/** What the commands are registered with: it keeps the exit code of the one that ran. */
export type Shell = {
  /** Turns a command's work into what commander calls. */
  does<Options extends object, Arguments extends readonly unknown[]>(
    work: Work<Options, Arguments>,
  ): (...args: unknown[]) => Promise<void>;
  readonly exitCode: number;
};

export function createShell(ports: CommandPorts): Shell {
  const { env, begunAt } = ports;
  const terminal = createTerminal(ports);
  let exitCode: number = EXIT.done;
  function does<Options extends object, Arguments extends readonly unknown[]>(
    work: Work<Options, Arguments>,
  ) {
    return async (...given: unknown[]): Promise<void> => {
      // Commander gives the arguments, then the options, then the command itself; it has checked all of them.
      const command = given.at(-1) as Command;
      const positionals = given.slice(0, -2) as unknown as Arguments;
      const options = command.opts<Options & { readonly json?: boolean }>();
      try {
        exitCode = await work({ terminal, options, env, begunAt, ...logLevelOf(command) }, ...positionals);
      } catch (thrown) {
        exitCode = refuse(thrown, { terminal, options, env });
      }
    };
  }
  return {
    does,
    get exitCode() {
      return exitCode;
    },
  };
}

function logLevelOf(command: Command): Pick<Invocation<unknown>, 'logLevel' | 'isLogLevelGiven'> {
  const given = command.optsWithGlobals().logLevel as string | undefined;
  return {
    logLevel: LOG_LEVELS.find((level) => level === given) ?? 'warn',
    isLogLevelGiven: given !== undefined,
  };
}

/** Says why not; with `--json` the refusal is the one document. */
function refuse(
  thrown: unknown,
  { terminal, options, env }: Pick<Invocation<{ readonly json?: boolean }>, 'terminal' | 'options' | 'env'>,
): number {
  const error =
    thrown instanceof IncumbentError
      ? thrown
      : new IncumbentError('internal', `Incumbent failed: ${messageOf(thrown)}`, {}, { cause: thrown });
  terminal.say(`${terminal.colors.red('error:')} ${error.message}`);
  if (error.code === 'internal' && thrown instanceof Error && env.INCUMBENT_DEBUG) {
    terminal.say(thrown.stack ?? '');
  }
  if (options.json === true) {
    terminal.result(JSON.stringify({ schema: 1, error: error.toData() }));
  }
  return exitCodeOfError(error.code);
}
