import { IncumbentError, messageOf } from '#core/contract/errors.ts';
import type { TrialError } from '#core/contract/trial.ts';
import { fromJsonNumber } from '#core/contract/value.ts';
import { type ChildMessage, callLine, type StartTarget, startLine } from './child-protocol.ts';
import { ChildSession } from './child-session.ts';
import { type Deferred, deferred } from './deferred.ts';
import type { Launch } from './group-process.ts';
import { IdleOutput } from './idle-output.ts';
import { limitReached } from './limit-reached.ts';
import type { EvaluationCall, EvaluationOutcome, PipelineHost, PipelineHostOptions } from './pipeline.ts';
import { exitError, exitInWords, type ProcessExit, timeoutError } from './process-exit.ts';
import { TrialLog } from './trial-log.ts';
import { within } from './within.ts';

/** A language: how its child is started and what it is told to import. */
export type ChildLanguage = { readonly launch: Launch; readonly target: StartTarget };

type Answer = Extract<ChildMessage, { readonly id: number }>;
type StartAnswer = Exclude<ChildMessage, Answer>;
type End =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'exit'; readonly error: TrialError }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'interrupted' };

/** After SIGKILL only a process that hangs inside the system stays; nobody waits for that one. */
const KILL_MS = 10_000;
/** For what the user's program does at its end: flushing, `atexit`. */
const CLOSE_MS = 3_000;

const INTERRUPTED = Symbol('interrupted');

/** The {@link PipelineHost} of a language that has a long-lived child: started once, called for each evaluation. */
export class ChildHost implements PipelineHost {
  readonly #language: ChildLanguage;
  readonly #options: PipelineHostOptions;
  readonly #idle: IdleOutput;
  #session: ChildSession | null = null;
  /** Calls sent to the present session. */
  #calls = 0;
  #interruption: Deferred<typeof INTERRUPTED> | null = null;

  constructor(language: ChildLanguage, options: PipelineHostOptions) {
    this.#language = language;
    this.#options = options;
    this.#idle = new IdleOutput(options.log);
  }

  async start(): Promise<void> {
    await this.#interruptible((interrupted) => this.#begin((bytes) => this.#idle.write(bytes), interrupted));
  }

  async evaluate(call: EvaluationCall): Promise<EvaluationOutcome> {
    const log = await TrialLog.open(call.logFile, this.#options.logLimit, call.attempt);
    const outcome = await this.#interruptible((interrupted) => this.#evaluate(call, log, interrupted));
    await log.close();
    if (log.problem !== null) {
      this.#options.log.warn(`The log of trial ${call.trial} could not be written: ${log.problem}`);
    }
    return outcome;
  }

  interrupt(): void {
    this.#interruption?.resolve(INTERRUPTED);
  }

  async close(): Promise<void> {
    this.interrupt();
    const session = this.#session;
    this.#session = null;
    if (session === null || session.process.ended) {
      return;
    }
    session.endInput();
    await within(CLOSE_MS, session.process.exited);
    await this.#kill(session);
  }

  async #interruptible<T>(work: (interrupted: Promise<typeof INTERRUPTED>) => Promise<T>): Promise<T> {
    const interruption = deferred<typeof INTERRUPTED>();
    this.#interruption = interruption;
    try {
      return await work(interruption.promise);
    } finally {
      this.#interruption = null;
    }
  }

  /** A session whose function is imported. */
  async #begin(
    sink: (bytes: Buffer) => void,
    interrupted: Promise<typeof INTERRUPTED>,
  ): Promise<ChildSession> {
    this.#idle.last = '';
    const session = new ChildSession(this.#language.launch, sink);
    session.send(startLine(this.#language.target, session.marker));
    const answer = await Promise.race([session.message(isStartAnswer), session.process.exited, interrupted]);
    if (answer !== INTERRUPTED && 'kind' in answer && answer.kind === 'ready') {
      this.#session = session;
      this.#calls = 0;
      return session;
    }
    await this.#kill(session);
    throw this.#startError(answer);
  }

  #startError(answer: ProcessExit | StartAnswer | typeof INTERRUPTED): IncumbentError {
    if (answer === INTERRUPTED) {
      return new IncumbentError('process-failed', 'The start of the pipeline was interrupted');
    }
    if ('kind' in answer && answer.kind === 'start-error') {
      const { type, message, traceback } = answer.error;
      return new IncumbentError(answer.code, message, { type, traceback, output: this.#idle.last });
    }
    const words = 'kind' in answer ? 'did not start' : exitInWords(answer);
    const message = `The pipeline's process must import the function, but it ${words}`;
    return new IncumbentError('process-failed', message, { output: this.#idle.last, ...answer });
  }

  async #evaluate(
    call: EvaluationCall,
    log: TrialLog,
    interrupted: Promise<typeof INTERRUPTED>,
  ): Promise<EvaluationOutcome> {
    const sink = (bytes: Buffer) => log.write(bytes);
    try {
      const session = await this.#ready(sink, interrupted);
      session.sink = sink;
      const end = await this.#callOnce(session, call, interrupted, log);
      session.sink = (bytes) => this.#idle.write(bytes);
      return this.#outcome(end, log);
    } catch (thrown) {
      const isInterrupted = (await Promise.race([interrupted, null])) === INTERRUPTED;
      return isInterrupted
        ? { kind: 'interrupted' }
        : { kind: 'error', error: asTrialError(thrown), cost: null };
    }
  }

  /** The present session, or a new one where it has ended since. */
  async #ready(
    sink: (bytes: Buffer) => void,
    interrupted: Promise<typeof INTERRUPTED>,
  ): Promise<ChildSession> {
    if (this.#session !== null && !this.#session.process.ended) {
      return this.#session;
    }
    if (this.#session !== null) {
      this.#options.log.info('The process of the pipeline has ended; it is started again');
    }
    return this.#begin(sink, interrupted);
  }

  async #callOnce(
    session: ChildSession,
    call: EvaluationCall,
    interrupted: Promise<typeof INTERRUPTED>,
    log: TrialLog,
  ): Promise<End> {
    this.#calls += 1;
    const id = this.#calls;
    const isAnswer = (message: ChildMessage): message is Answer => 'id' in message && message.id === id;
    const limit = limitReached(this.#options.timeoutSeconds);
    session.send(callLine(id, call));
    const first = await Promise.race([
      session.message(isAnswer),
      session.process.exited,
      limit.reached,
      interrupted,
    ]);
    limit.clear();
    if (first === INTERRUPTED || first === 'timeout') {
      await this.#kill(session);
      await session.process.lastOutput();
      return { kind: first === INTERRUPTED ? 'interrupted' : 'timeout' };
    }
    if ('kind' in first) {
      await session.outputUpTo(id);
      return { kind: 'answer', answer: first };
    }
    session.process.kill();
    await session.process.lastOutput();
    // A child may answer and end at once; the answer counts even where the exit is noticed first.
    const answer = session.takeMessage(isAnswer);
    return answer === null
      ? { kind: 'exit', error: exitError(first, log.lastText()) }
      : { kind: 'answer', answer };
  }

  #outcome(end: End, log: TrialLog): EvaluationOutcome {
    switch (end.kind) {
      case 'interrupted':
        return { kind: 'interrupted' };
      case 'timeout':
        return {
          kind: 'error',
          error: timeoutError(this.#options.timeoutSeconds ?? 0, log.lastText()),
          cost: null,
        };
      case 'exit':
        return { kind: 'error', error: end.error, cost: null };
      case 'answer':
        return answerOutcome(end.answer);
    }
  }

  async #kill(session: ChildSession): Promise<void> {
    session.process.kill();
    if ((await within(KILL_MS, session.process.exited)) === null) {
      this.#options.log.warn('The process of the pipeline did not end after SIGKILL; it is left alone');
    }
  }
}

function isStartAnswer(message: ChildMessage): message is StartAnswer {
  return message.kind === 'ready' || message.kind === 'start-error';
}

function answerOutcome(answer: Answer): EvaluationOutcome {
  if (answer.kind === 'error') {
    return { kind: 'error', error: answer.error, cost: answer.cost };
  }
  return {
    kind: 'result',
    loss: fromJsonNumber(answer.loss),
    cost: answer.cost,
    learningCurve: answer.learning_curve?.map(fromJsonNumber) ?? null,
    extra: answer.extra ?? null,
  };
}

/** A failed restart, as the error of the evaluation that needed it. */
function asTrialError(thrown: unknown): TrialError {
  const details = thrown instanceof IncumbentError ? thrown.details : {};
  const text = (value: unknown, otherwise: string) => (typeof value === 'string' ? value : otherwise);
  return {
    type: text(details.type, 'Exit'),
    message: messageOf(thrown),
    traceback: text(details.traceback, text(details.output, '')),
  };
}
