import { Command, CommanderError, Option } from 'commander';
import { LOG_LEVELS } from '#core/platform/log.ts';
import { registerBranch } from './commands/branch.ts';
import { registerCheck } from './commands/check.ts';
import { registerCheckOptimizer } from './commands/check-optimizer.ts';
import { registerCompare } from './commands/compare.ts';
import { registerCompletion } from './commands/completion.ts';
import { registerDelete } from './commands/delete.ts';
import { registerDoctor } from './commands/doctor.ts';
import { registerEnqueue } from './commands/enqueue.ts';
import { registerExport } from './commands/export.ts';
import { registerNote } from './commands/note.ts';
import { registerOpen } from './commands/open.ts';
import { registerReport } from './commands/report.ts';
import { registerRequeue } from './commands/requeue.ts';
import { registerResume } from './commands/resume.ts';
import { registerRun } from './commands/run.ts';
import { registerServe } from './commands/serve.ts';
import { registerStatus } from './commands/status.ts';
import { registerStop } from './commands/stop.ts';
import { registerSubmit } from './commands/submit.ts';
import { registerTrash } from './commands/trash.ts';
import { registerTrials } from './commands/trials.ts';
import { registerWorker } from './commands/worker.ts';
import { EXIT } from './exit-code.ts';
import { createShell } from './shell.ts';
import { createTerminal } from './terminal.ts';

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
export async function runProgram(args: readonly string[], version: string): Promise<number> {
  const shell = createShell(createTerminal());
  const program = new Command('incumbent')
    .description('Set up, run and watch hyperparameter searches.')
    .version(version)
    .addOption(
      new Option('--log-level <level>', 'how much to say on stderr (default: warn)').choices([...LOG_LEVELS]),
    )
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
