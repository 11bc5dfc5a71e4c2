import { describe, expect, it } from 'vitest';
import type { Trial } from '#core/contract/run/trial.ts';
import { createUpdateRing, type RunDelta } from '#core/watch/run/update-ring.ts';
import { fc } from '#test/support/fast-check.ts';
import { delta, trial } from '../deltas.ts';

/** What a client holds after it has applied a delta. */
function applied(state: ReadonlyMap<string, Trial>, update: RunDelta): ReadonlyMap<string, Trial> {
  const next = new Map(state);
  for (const changed of update.trials) {
    next.set(changed.trial, changed);
  }
  for (const id of update.deleted) {
    next.delete(id);
  }
  return next;
}

describe('the ring of updates', () => {
  it('has nothing for a client that saw the latest', () => {
    const ring = createUpdateRing(100);
    expect(ring.after(100)).toBeNull();
    ring.push(delta(101, ['1']));
    expect(ring.after(101)).toBeNull();
  });

  it('gives a client the one delta that it lacks as it is', () => {
    const ring = createUpdateRing(100);
    const only = delta(101, ['1']);
    ring.push(only);
    expect(ring.after(100)).toBe(only);
  });

  it('merges several into one that carries the last number, status and events', () => {
    const ring = createUpdateRing(100);
    ring.push(delta(101, ['1'], { state: 'evaluating' }));
    ring.push(delta(102, ['2'], { state: 'evaluating' }));
    ring.push(delta(103, ['1'], { state: 'success' }));
    const merged = ring.after(100);
    expect(merged).toMatchObject({ seq: 103, deleted: [], status: { message: '103' } });
    expect(merged !== null && merged !== 'gone' && merged.trials).toEqual([
      trial('1', 'success'),
      trial('2', 'evaluating'),
    ]);
  });

  it('keeps facts that came before the last delta', () => {
    const ring = createUpdateRing(0);
    ring.push(delta(1, [], { facts: true }));
    ring.push(delta(2, ['1']));
    expect(ring.after(0)).toMatchObject({ facts: { name: 'facts 1' } });
  });

  it('asks for a snapshot where it does not reach back, or the number is not its own', () => {
    const ring = createUpdateRing(100, { deltas: 2, trials: 100 });
    for (const seq of [101, 102, 103]) {
      ring.push(delta(seq, ['1']));
    }
    expect(ring.after(101)).not.toBe('gone');
    expect([ring.after(100), ring.after(7), ring.after(104)]).toEqual(['gone', 'gone', 'gone']);
  });

  it('forgets by the number of trials too', () => {
    const ring = createUpdateRing(0, { deltas: 100, trials: 5 });
    ring.push(delta(1, ['1', '2', '3']));
    ring.push(delta(2, ['4', '5', '6']));
    expect(ring.after(0)).toBe('gone');
    expect(ring.after(1)).toMatchObject({ seq: 2 });
  });

  it('continues nothing from before a restart', () => {
    const ring = createUpdateRing(0);
    ring.push(delta(1, ['1']));
    ring.restartAt(2);
    expect([ring.after(1), ring.after(2)]).toEqual(['gone', null]);
    ring.push(delta(3, ['9']));
    expect(ring.after(2)).toMatchObject({ seq: 3 });
  });

  it('leads a slow client to the same trials as a quick one', () => {
    const step = fc.record({
      changed: fc.array(fc.constantFrom('1', '2', '3', '4'), { maxLength: 3 }),
      deleted: fc.array(fc.constantFrom('1', '2', '3', '4'), { maxLength: 1 }),
      slowReads: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const ring = createUpdateRing(0);
        let quick: ReadonlyMap<string, Trial> = new Map();
        let slow: ReadonlyMap<string, Trial> = new Map();
        let seen = 0;
        const catchUp = (): void => {
          const update = ring.after(seen);
          if (update !== null && update !== 'gone') {
            slow = applied(slow, update);
            seen = update.seq;
          }
        };
        steps.forEach(({ changed, deleted, slowReads }, index) => {
          const kept = changed.filter((id) => !deleted.includes(id));
          const next = delta(index + 1, kept, { deleted, state: index % 2 === 0 ? 'pending' : 'success' });
          ring.push(next);
          quick = applied(quick, next);
          if (slowReads) {
            catchUp();
          }
        });
        catchUp();
        expect(new Map([...slow].sort())).toEqual(new Map([...quick].sort()));
      }),
    );
  });
});
