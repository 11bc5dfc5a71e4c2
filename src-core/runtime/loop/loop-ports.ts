import type { Ask } from '#core/optimizers/optimizer.ts';
import type { PipelineHost } from '#core/pipeline/pipeline.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Logger } from '#core/platform/log.ts';
import type { Claim, FinishedEvaluation } from '#core/state/session/step.ts';
import type { WorkerSession } from '#core/state/session/worker-session.ts';
import type { Presence } from '../stops/presence.ts';
import type { StopWatch } from '../stops/stop-watch.ts';
import type { WorkerExit } from '../worker-exit.ts';

/** What a worker works with. */
export type LoopPorts = {
  readonly root: string;
  readonly session: WorkerSession;
  readonly host: PipelineHost;
  readonly ask: Ask;
  readonly stops: StopWatch;
  readonly presence: Presence;
  readonly clock: Clock;
  readonly log: Logger;
  readonly ownLimit: number | null;
  /** Whether it is a task of a cluster's job, whose end is signalled to the pipeline's processes at the same moment. */
  readonly isTask: boolean;
  /** Makes the pipeline ready, when there is something to evaluate; answers why it can not be. */
  readonly startPipeline: () => Promise<WorkerExit | null>;
  /** Halts the run in the name of this worker; `trial` is null where no evaluation is to blame. */
  readonly halt: (trial: string | null, message: string) => Promise<void>;
};

/** What a worker holds between two steps. */
export type Holding = {
  /** Claims that wait for their turn: more than one only with `sample_batch_size`. */
  readonly queue: Claim[];
  reports: FinishedEvaluation[];
  ended: number;
  exhausted: string | null;
  /** What the run looked like when the optimizer said `wait`; null when it may be asked. */
  waitingSince: string | null;
  /** How often it has said so since. */
  waits: number;
  isPipelineReady: boolean;
  /** Seconds that the optimizer thought about its latest trials, their first files included. */
  thoughtFor: number;
};
