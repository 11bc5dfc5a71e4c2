import { fromJsonNumber } from '#core/contract/value.ts';
import type { EvaluationCall, EvaluationOutcome, PipelineHost, PipelineHostOptions } from '../pipeline.ts';
import type { Launch } from '../processes/group-process.ts';
import { exitError, Interruption, limitReached, timeoutError, within } from '../processes/process-exit.ts';
import { ProcessGuard } from '../processes/process-guard.ts';
import { TrialLog } from '../processes/trial-log.ts';
import { type ChildMessage, callLine, type StartTarget, startLine } from './child-protocol.ts';
import { ChildSession, IdleOutput, startFailure, startFailureOfTrial } from './child-session.ts';

/** A language: how its child is started and what it is told to import. */
export type ChildLanguage = {
  readonly launch: Omit<Launch, 'channels' | 'guard'>;
  readonly target: StartTarget;
};

type Answer = Extract<ChildMessage, { readonly id: number }>;
type Sink = (bytes: Buffer) => void;

/** After SIGKILL only a process that hangs inside the system stays; nobody waits for that one. */
const KILL_MS = 10_000;
/** For what the user's program does at its end: flushing, `atexit`. */
const CLOSE_MS = 3_000;

/** The {@link PipelineHost} of a language that has a long-lived child: started once, called for each evaluation. */
export class ChildHost implements PipelineHost {
  readonly #language: ChildLanguage;
  readonly #options: PipelineHostOptions;
  readonly #idle: IdleOutput;
  readonly #guard = new ProcessGuard();
  readonly #interruption = new Interruption();
  #session: ChildSession | null = null;
  /** Calls sent to the present session. */
  #calls = 0;

  constructor(language: ChildLanguage, options: PipelineHostOptions) {
    this.#language = language;
    this.#options = options;
    this.#idle = new IdleOutput(options.log);
  }

  async start(): Promise<void> {
    await this.#interruption.during((interrupted) => this.#begin(this.#toIdle, interrupted));
  }

  async evaluate(call: EvaluationCall): Promise<EvaluationOutcome> {
    return await this.#interruption.during((interrupted) => this.#logged(call, interrupted));
  }

  async #logged(call: EvaluationCall, interrupted: Promise<'interrupted'>): Promise<EvaluationOutcome> {
    const log = await TrialLog.open(call.logFile, this.#options.logLimit, call.attempt);
    const outcome = await this.#evaluate(call, log, interrupted);
    await log.close();
    if (log.problem !== null) {
      this.#options.log.warn(`The log of trial ${call.trial} could not be written: ${log.problem}`);
    }
    return outcome;
  }

  interrupt(): void {
    this.#interruption.interrupt();
  }

  async close(): Promise<void> {
    this.interrupt();
    const session = this.#session;
    this.#session = null;
    if (session !== null && !session.process.ended) {
      session.endInput();
      await within(CLOSE_MS, session.process.exited);
      session.process.killGroup();
      await this.#gone(session);
    }
    this.#guard.close();
  }

  /** A session whose function is imported. */
  async #begin(sink: Sink, interrupted: Promise<'interrupted'>): Promise<ChildSession> {
    this.#idle.last = '';
    const session = await ChildSession.start({ ...this.#language.launch, guard: this.#guard }, sink);
    session.send(startLine(this.#language.target, session));
    const started = session.message(isStartAnswer);
    const answer = await Promise.race([started, session.process.exited, interrupted]);
    if (typeof answer === 'object' && 'kind' in answer && answer.kind === 'ready') {
      await session.outputUpTo(0);
      this.#session = session;
      this.#calls = 0;
      return session;
    }
    await this.#kill(session);
    await session.process.lastOutput();
    throw startFailure(answer, this.#idle.last);
  }

  readonly #toIdle: Sink = (bytes) => this.#idle.write(bytes);

  async #evaluate(
    call: EvaluationCall,
    log: TrialLog,
    interrupted: Promise<'interrupted'>,
  ): Promise<EvaluationOutcome> {
    const sink: Sink = (bytes) => log.write(bytes);
    try {
      const session = await this.#ready(sink, interrupted);
      session.sink = sink;
      const outcome = await this.#callOnce(session, call, interrupted, log);
      session.sink = this.#toIdle;
      return outcome;
    } catch (thrown) {
      const isInterrupted = (await Promise.race([interrupted, null])) !== null;
      return isInterrupted
        ? { kind: 'interrupted' }
        : { kind: 'error', error: startFailureOfTrial(thrown), cost: null };
    }
  }

  /** The present session, or a new one where it has ended since. */
  async #ready(sink: Sink, interrupted: Promise<'interrupted'>): Promise<ChildSession> {
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
    interrupted: Promise<'interrupted'>,
    log: TrialLog,
  ): Promise<EvaluationOutcome> {
    this.#calls += 1;
    const id = this.#calls;
    const { timeoutSeconds } = this.#options;
    const limit = limitReached(timeoutSeconds);
    const answered = session.message((message): message is Answer => 'id' in message && message.id === id);
    session.send(callLine(id, call));
    const end = await Promise.race([answered, session.process.exited, limit.reached, interrupted]);
    limit.clear();
    if (typeof end === 'object' && 'kind' in end) {
      await session.outputUpTo(id);
      if (end.kind === 'error' && end.ends) {
        await this.#kill(session);
      }
      return answerOutcome(end);
    }
    await this.#kill(session);
    await session.process.lastOutput();
    if (end === 'interrupted') {
      return { kind: 'interrupted' };
    }
    if (end === 'timeout') {
      return { kind: 'error', error: timeoutError(timeoutSeconds ?? 0, log.lastText()), cost: null };
    }
    // A child may answer and end at once; the answer counts even where the exit is noticed first.
    const answer = await Promise.race([answered, null]);
    return answer === null
      ? { kind: 'error', error: exitError(end, log.lastText()), cost: null }
      : answerOutcome(answer);
  }

  /** Also where it has ended by itself, for what it left behind. */
  async #kill(session: ChildSession): Promise<void> {
    session.process.kill();
    await this.#gone(session);
  }

  async #gone(session: ChildSession): Promise<void> {
    if ((await within(KILL_MS, session.process.exited)) === null) {
      this.#options.log.warn('The process of the pipeline did not end after SIGKILL; it is left alone');
    }
  }
}

type StartAnswer = Exclude<ChildMessage, Answer>;

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
    extraFloats: answer.extra_floats,
  };
}
