import { GroupProcess, type Launch } from '#core/pipeline/group-process.ts';
import { OutputTail } from '#core/pipeline/output-tail.ts';

/** Enough for any result line; the whole output is in the log. */
const STDOUT_BYTES = 1_000_000;
const STDERR_BYTES = 2_000;

/** One run of the command: its output goes to `sink`, and the ends of both streams are kept. */
export class CommandProcess extends GroupProcess {
  readonly stdout = new OutputTail(STDOUT_BYTES);
  readonly stderr = new OutputTail(STDERR_BYTES);

  constructor(launch: Launch, sink: (bytes: Buffer) => void) {
    super(launch, ['ignore', 'pipe', 'pipe']);
    this.child.stdout?.on('data', (bytes: Buffer) => {
      this.stdout.add(bytes);
      sink(bytes);
    });
    this.child.stderr?.on('data', (bytes: Buffer) => {
      this.stderr.add(bytes);
      sink(bytes);
    });
  }
}
