import { describe, expect, test } from 'vitest';
import { createTurns } from '#core/engine/analysis/analyses.ts';

const never = new AbortController().signal;

describe('turns', () => {
  test('come one after the other, in the order in which they were asked for', async () => {
    const turns = createTurns();
    const order: string[] = [];
    const first = await turns.take(never);
    const second = turns.take(never).then((end) => {
      order.push('second');
      return end;
    });
    const third = turns.take(never).then((end) => {
      order.push('third');
      return end;
    });
    await new Promise(setImmediate);
    expect(order).toEqual([]);
    first?.();
    const endSecond = await second;
    await new Promise(setImmediate);
    expect(order).toEqual(['second']);
    endSecond?.();
    await third;
    expect(order).toEqual(['second', 'third']);
  });

  test('pass over who has left meanwhile', async () => {
    const turns = createTurns();
    const first = await turns.take(never);
    const leaving = new AbortController();
    const gone = turns.take(leaving.signal);
    const waiting = turns.take(never);
    leaving.abort();
    expect(await gone).toBeNull();
    first?.();
    expect(await waiting).not.toBeNull();
  });

  test('are not given to who had left before', async () => {
    expect(await createTurns().take(AbortSignal.abort())).toBeNull();
  });
});
