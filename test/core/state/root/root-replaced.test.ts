import { describe, expect, it } from 'vitest';
import { rootReplaced } from '#core/state/root/root-replaced.ts';

describe('a root that is no longer the run that was opened', () => {
  it('is gone, or names the run that it holds now', () => {
    expect(rootReplaced('/runs/a', null)).toMatchObject({
      code: 'root-replaced',
      message:
        'The run directory must stay the run that was opened; now it is gone: /runs/a. Nothing was written',
      details: { root: '/runs/a', gone: true },
    });
    expect(rootReplaced('/runs/a', 'b7')).toMatchObject({
      message:
        'The run directory must stay the run that was opened; now it holds run b7: /runs/a. Nothing was written',
      details: { gone: false },
    });
  });

  it('keeps what it was noticed by', () => {
    const cause = new Error('missed');
    expect(rootReplaced('/runs/a', null, { cause }).cause).toBe(cause);
  });
});
