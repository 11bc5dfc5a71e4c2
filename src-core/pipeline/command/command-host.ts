import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { configJson } from '#core/config/values/config-text.ts';
import { floatText, numberText } from '#core/config/values/scalar-text.ts';
import { IncumbentError, messageOf } from '#core/contract/errors.ts';
import type { TrialError } from '#core/contract/run/trial.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import type { Config } from '#core/contract/value.ts';
import type {
  EvaluationCall,
  EvaluationOutcome,
  PipelineHost,
  PipelineHostOptions,
} from '#core/pipeline/pipeline.ts';
import { GroupProcess, type Launch } from '#core/pipeline/processes/group-process.ts';
import {
  exitInWords,
  Interruption,
  limitReached,
  type ProcessExit,
  timeoutError,
  within,
} from '#core/pipeline/processes/process-exit.ts';
import { ProcessGuard } from '#core/pipeline/processes/process-guard.ts';
import { firstProgram, programOnPath } from '#core/pipeline/processes/program-on-path.ts';
import { OutputTail, TrialLog } from '#core/pipeline/processes/trial-log.ts';
import { InvalidResult } from '#core/pipeline/read-result.ts';
import { kindOf, plainKindOf } from '#core/space/value-kinds.ts';
import { commandResult, resultFilesBefore } from './command-result.ts';

/** Enough for any result line; the whole output is in the log. */
const STDOUT_BYTES = 1_000_000;
const STDERR_BYTES = 2_000;

/** One run of the command; the ends of both of its streams are kept. */
type CommandProcess = {
  readonly process: GroupProcess;
  readonly stdout: OutputTail;
  readonly stderr: OutputTail;
};

/** Starts the command; all of its output goes to `sink`. */
async function startCommand(
  launch: Omit<Launch, 'channels'>,
  sink: (bytes: Buffer) => void,
): Promise<CommandProcess> {
  const process = await GroupProcess.start({ ...launch, channels: 0 });
  const tails = [new OutputTail(STDOUT_BYTES), new OutputTail(STDERR_BYTES)] as const;
  for (const [at, { stream }] of process.outputs.entries()) {
    stream.on('data', (bytes: Buffer) => {
      tails[at]?.add(bytes);
      sink(bytes);
    });
  }
  return { process, stdout: tails[0], stderr: tails[1] };
}

const CONFIG_FILE = 'config.json';
/** After SIGKILL only a process that hangs inside the system stays; nobody waits for that one. */
const KILL_MS = 10_000;

type End = ProcessExit | 'timeout' | 'interrupted';

/** The {@link PipelineHost} of a command: one process an evaluation. */
export class CommandHost implements PipelineHost {
  readonly #command: readonly string[];
  readonly #options: PipelineHostOptions;
  readonly #guard = new ProcessGuard();
  readonly #interruption = new Interruption();

  constructor(command: readonly string[], options: PipelineHostOptions) {
    this.#command = command;
    this.#options = options;
  }

  async start(): Promise<void> {
    const [program = ''] = this.#command;
    const { workingDirectory, env } = this.#options;
    const found = /[/\\]/.test(program)
      ? await firstProgram([resolve(workingDirectory, program)])
      : await programOnPath(program, env);
    // A placeholder in the program's own name is only known with a configuration.
    if (found === null && !program.includes('{')) {
      const message = `The command must start with a program that can be run, but \`${program}\` was not found`;
      throw new IncumbentError('process-failed', message, { program, path: env.PATH, workingDirectory });
    }
  }

  async evaluate(call: EvaluationCall): Promise<EvaluationOutcome> {
    return await this.#interruption.during((interrupted) => this.#logged(call, interrupted));
  }

  async #logged(call: EvaluationCall, interrupted: Promise<'interrupted'>): Promise<EvaluationOutcome> {
    const log = await TrialLog.open(call.logFile, this.#options.logLimit, call.attempt);
    try {
      return await this.#evaluate(call, log, interrupted);
    } catch (thrown) {
      const cost = thrown instanceof InvalidResult ? thrown.cost : null;
      const type = thrown instanceof InvalidResult ? thrown.name : 'Exit';
      return { kind: 'error', error: { type, message: messageOf(thrown), traceback: '' }, cost };
    } finally {
      await log.close();
      if (log.problem !== null) {
        this.#options.log.warn(`The log of trial ${call.trial} could not be written: ${log.problem}`);
      }
    }
  }

  interrupt(): void {
    this.#interruption.interrupt();
  }

  async close(): Promise<void> {
    this.interrupt();
    this.#guard.close();
  }

  async #evaluate(
    call: EvaluationCall,
    log: TrialLog,
    interrupted: Promise<'interrupted'>,
  ): Promise<EvaluationOutcome> {
    const configFile = join(call.pipelineDirectory, CONFIG_FILE);
    const config = configJson(call.config, call.space);
    await writeFile(configFile, `${config}\n`);
    const before = await resultFilesBefore(call.pipelineDirectory);
    const [command = '', ...args] = commandArguments(this.#command, call);
    const env = { ...this.#options.env, ...commandEnvironment(call, config, configFile) };
    const launch = { command, args, cwd: this.#options.workingDirectory, env, guard: this.#guard };
    const running = await startCommand(launch, (bytes) => log.write(bytes));
    const end = await this.#endOf(running, interrupted);
    if (end === 'interrupted') {
      return { kind: 'interrupted' };
    }
    const error = this.#errorOf(end, running, log);
    if (error !== null) {
      return { kind: 'error', error, cost: null };
    }
    const note = (text: string) => log.write(Buffer.from(`[incumbent] ${text}\n`));
    return commandResult({ directory: call.pipelineDirectory, before, stdout: running.stdout.text(), note });
  }

  async #endOf(running: CommandProcess, interrupted: Promise<'interrupted'>): Promise<End> {
    const limit = limitReached(this.#options.timeoutSeconds);
    const end = await Promise.race([running.process.exited, limit.reached, interrupted]);
    limit.clear();
    if (typeof end === 'string') {
      running.process.kill();
      await within(KILL_MS, running.process.exited);
    }
    await running.process.lastOutput();
    return end;
  }

  #errorOf(end: ProcessExit | 'timeout', running: CommandProcess, log: TrialLog): TrialError | null {
    if (end === 'timeout') {
      return timeoutError(this.#options.timeoutSeconds ?? 0, log.lastText());
    }
    if (end.code === 0) {
      return null;
    }
    const said = running.stderr.text().trim();
    const message = `The command must end with exit code 0, but it ${exitInWords(end)}${said && `: ${said}`}`;
    return { type: 'Exit', message, traceback: log.lastText() };
  }
}

/** What a command learns from its environment. `config` is JSON, also in the file `configFile`. */
export function commandEnvironment(
  call: EvaluationCall,
  config: string,
  configFile: string,
): Readonly<Record<string, string | undefined>> {
  return {
    INCUMBENT_CONFIG: config,
    INCUMBENT_CONFIG_FILE: configFile,
    INCUMBENT_PIPELINE_DIRECTORY: call.pipelineDirectory,
    INCUMBENT_PREVIOUS_PIPELINE_DIRECTORY: call.previousPipelineDirectory ?? undefined,
    INCUMBENT_ROOT_DIRECTORY: call.rootDirectory,
    INCUMBENT_PIPELINE_ID: call.trial,
    INCUMBENT_ATTEMPT: String(call.attempt),
  };
}

/**
 * Replaces `{parameter}` in each argument; also `{pipeline_directory}`, `{previous_pipeline_directory}` (empty
 * without one), `{root_directory}` and `{pipeline_id}`. Other braces stay as they are: they belong to the program.
 *
 * @example ['--lr={lr}', '{print $1}'] with lr 8.0 gives ['--lr=8.0', '{print $1}']
 */
function commandArguments(command: readonly string[], call: EvaluationCall): readonly string[] {
  const values = new Map<string, string>([
    ['pipeline_directory', call.pipelineDirectory],
    ['previous_pipeline_directory', call.previousPipelineDirectory ?? ''],
    ['root_directory', call.rootDirectory],
    ['pipeline_id', call.trial],
    ...valueTexts(call.config, call.space),
  ]);
  return command.map((argument) =>
    argument.replace(
      /\{([\p{XID_Start}_]\p{XID_Continue}*)\}/gu,
      (whole, name: string) => values.get(name) ?? whole,
    ),
  );
}

/** Values as a program reads them: floats with a point, booleans as `true` and `false`. */
function valueTexts(config: Config, space: SearchSpace): readonly (readonly [string, string])[] {
  const parameters = new Map(space.map((parameter) => [parameter.name, parameter]));
  return Object.entries(config).map(([name, value]) => {
    const parameter = parameters.get(name);
    const kind = parameter === undefined ? plainKindOf(value) : kindOf(parameter, value);
    if (typeof value !== 'number') {
      return [name, String(value)];
    }
    return [name, kind === 'float' ? floatText(value) : numberText(value)];
  });
}
