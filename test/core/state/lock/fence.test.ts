import { appendFileSync, existsSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runLayout } from '#core/state/layout.ts';
import { createFence } from '#core/state/lock/fence.ts';
import { openSession } from '#core/state/session/worker-session.ts';
import { temporaryRun } from '../run-fixture.ts';

let run: { readonly root: string; remove(): void };
beforeEach(async () => {
  run = await temporaryRun();
});
afterEach(() => run.remove());

describe('a fence', () => {
  it('goes on as long as nobody else takes one', () => {
    const [ours, theirs] = [createFence(runLayout(run.root)), createFence(runLayout(run.root))];
    expect(ours.take(0)).toEqual({ fence: 1, fresh: true });
    expect(ours.leave()).toBe(false);
    expect(ours.take(1)).toEqual({ fence: 1, fresh: false });
    expect(theirs.take(1)).toEqual({ fence: 2, fresh: true });
    expect(ours.isCurrent()).toBe(false);
    expect(ours.leave()).toBe(true);
    expect(ours.take(1)).toEqual({ fence: 3, fresh: true });
  });

  it('is above whatever the journals name, also where the fence of that is not to be seen', () => {
    const fence = createFence(runLayout(run.root));
    fence.take(0);
    expect(fence.take(7)).toEqual({ fence: 8, fresh: true });
  });

  it('is taken anew where the one before was removed', () => {
    const layout = runLayout(run.root);
    const fence = createFence(layout);
    fence.take(0);
    rmSync(layout.fence(1));
    expect(fence.take(1)).toEqual({ fence: 2, fresh: true });
    expect(existsSync(layout.fence(2))).toBe(true);
  });
});

it('a worker at work that meets a line of a higher fence goes on above it', async () => {
  const session = await openSession(run.root, 'one');
  const other = await openSession(run.root, 'two');
  try {
    await other.step({ decide: () => ({ reserve: 1 }) });
    const before = await session.step({ decide: () => ({ reserve: 1 }) });
    const line = { op: 'reserve', fence: 100, seq: 99, time: 0, number: 9 };
    appendFileSync(runLayout(run.root).journalOf('two'), `${JSON.stringify(line)}\n`);
    const after = await session.step({ decide: () => ({ reserve: 1 }) });
    expect([before, after].map(({ reservations }) => reservations)).toEqual([
      [{ number: 2, fence: 2 }],
      [{ number: 10, fence: 101 }],
    ]);
  } finally {
    session.close();
    other.close();
  }
});
