import { OutputTail } from '#core/pipeline/output/output-tail.ts';
import { GroupProcess, type Launch } from '#core/pipeline/processes/group-process.ts';

/** Enough for any result line; the whole output is in the log. */
const STDOUT_BYTES = 1_000_000;
const STDERR_BYTES = 2_000;

/** One run of the command; the ends of both of its streams are kept. */
export type CommandProcess = {
  readonly process: GroupProcess;
  readonly stdout: OutputTail;
  readonly stderr: OutputTail;
};

/** Starts the command; all of its output goes to `sink`. */
export async function startCommand(
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
