import { openSession, type SessionOptions, type WorkerSession } from '#core/state/session/worker-session.ts';
import { newWorkerId } from '#core/state/workers/workers.ts';

export type SessionUse = SessionOptions & {
  /** The last line of the session's journal, when all went well. */
  readonly because: string;
};

/** A short hold on a run, for what is no evaluation: it ends in order, or is only closed where something failed. */
export async function withSession(
  root: string,
  { because, ...options }: SessionUse,
  act: (session: WorkerSession) => Promise<void>,
): Promise<void> {
  const session = await openSession(root, newWorkerId(), options);
  try {
    await act(session);
  } catch (thrown) {
    session.close();
    throw thrown;
  }
  await session.end(because);
}
