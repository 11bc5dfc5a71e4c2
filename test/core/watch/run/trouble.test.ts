import { describe, expect, it } from 'vitest';
import { IncumbentError } from '#core/contract/errors.ts';
import { troubledStatus, troubleOf } from '#core/watch/run/trouble.ts';
import { stubStatus } from '#test/support/stub-engine.ts';

describe('the trouble with a directory', () => {
  it('is that no run is there any more', () => {
    const trouble = troubleOf(new IncumbentError('root-replaced', 'It is gone'), '/runs/a');
    expect(trouble).toMatchObject({
      gone: true,
      problem: { code: 'root-replaced', severity: 'error', file: '/runs/a' },
    });
    expect(troubledStatus(stubStatus({ state: 'running' }), trouble)).toMatchObject({
      state: 'unknown',
      workers: [],
      message: 'This run is gone, what is shown is as it was last: It is gone',
      problems: [trouble.problem],
    });
  });

  it('is that it cannot be read, which leaves the state as it was known last', () => {
    const trouble = troubleOf(new Error('EIO: i/o error'), '/runs/a');
    expect(trouble).toMatchObject({
      gone: false,
      problem: { code: 'io', message: 'What is shown may be old: EIO: i/o error' },
    });
    const status = stubStatus({ state: 'running', message: null });
    expect(troubledStatus(status, trouble)).toEqual({ ...status, problems: [trouble.problem] });
  });
});
