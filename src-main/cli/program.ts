import { Command, CommanderError, Option } from 'commander';
import { LOG_LEVELS } from '#core/platform/log.ts';
import { registerCompare } from './commands/look/compare.ts';
import { registerEnqueue } from './commands/look/enqueue.ts';
import { registerNote } from './commands/look/note.ts';
import { registerReport } from './commands/look/report.ts';
import { registerRequeue } from './commands/look/requeue.ts';
import { registerStatus } from './commands/look/status.ts';
import { registerTrials } from './commands/look/trials.ts';
import { registerBranch } from './commands/runs/branch.ts';
import { registerDelete } from './commands/runs/delete.ts';
import { registerDoctor } from './commands/runs/doctor.ts';
import { registerResume } from './commands/runs/resume.ts';
import { registerRun } from './commands/runs/run.ts';
import { registerStop } from './commands/runs/stop.ts';
import { registerSubmit } from './commands/runs/submit.ts';
import { registerTrash } from './commands/runs/trash.ts';
import { registerWorker } from './commands/runs/worker.ts';
import { registerCheck } from './commands/setup/check.ts';
import { registerCheckOptimizer } from './commands/setup/check-optimizer.ts';
import { registerCompletion } from './commands/setup/completion.ts';
import { registerExport } from './commands/setup/export.ts';
import { registerOpen } from './commands/setup/open.ts';
import { registerServe } from './commands/setup/serve.ts';
import { EXIT } from './exit-code.ts';
import { type CommandPorts, createShell } from './shell.ts';

const COMMANDS = [
  registerOpen,
  registerServe,
  registerRun,
  registerSubmit,
  registerWorker,
  registerStatus,
  registerTrials,
  registerCompare,
  registerStop,
  registerResume,
  registerRequeue,
  registerDelete,
  registerEnqueue,
  registerNote,
  registerBranch,
  registerCheck,
  registerCheckOptimizer,
  registerExport,
  registerDoctor,
  registerReport,
  registerTrash,
  registerCompletion,
] as const;

/**
 * Runs the command line.
 *
 * @param args without the program's own name
 * @returns the exit code
 */
export async function runProgram(
  args: readonly string[],
  version: string,
  ports: CommandPorts,
): Promise<number> {
  const shell = createShell(ports);
  const program = new Command('incumbent')
    .description('Set up, run and watch hyperparameter searches.')
    .version(version)
    .addOption(
      new Option('--log-level <level>', 'how much to say on stderr (default: warn)').choices([...LOG_LEVELS]),
    )
    .configureOutput({
      writeOut: (text) => ports.stdout.write(text),
      writeErr: (text) => ports.stderr.write(text),
    })
    .showHelpAfterError('(--help tells more)')
    .exitOverride();
  for (const register of COMMANDS) {
    register(program, shell);
  }
  for (const command of allCommands(program)) {
    command.exitOverride().showHelpAfterError('(--help tells more)');
  }
  try {
    await program.parseAsync([...args], { from: 'user' });
    return shell.exitCode;
  } catch (thrown) {
    if (thrown instanceof CommanderError) {
      return thrown.exitCode === 0 ? EXIT.done : EXIT.usage;
    }
    throw thrown;
  }
}

function allCommands(command: Command): readonly Command[] {
  return command.commands.flatMap((child) => [child, ...allCommands(child)]);
}
