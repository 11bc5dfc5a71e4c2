import { describe, expect, it } from 'vitest';
import type { RootFinding } from '#core/contract/run/existing-run.ts';
import { freeRoot } from '#renderer/features/new-run/documents/save/free-root.ts';

function places(found: Readonly<Record<string, RootFinding['kind']>>) {
  return async (root: string) => ({ kind: found[root] ?? ('missing' as const) });
}

describe('the root of a run that begins with a template', () => {
  it('is the one of the template where a run can begin there', async () => {
    expect(await freeRoot('results/a', places({}))).toBe('results/a');
    expect(await freeRoot('results/a', places({ 'results/a': 'empty' }))).toBe('results/a');
  });

  it('is the next free one where something is there', async () => {
    const taken = places({
      'results/a': 'run',
      'results/a-2': 'other-directory',
      'results/a-3': 'broken-run',
    });
    expect(await freeRoot('results/a', taken)).toBe('results/a-4');
  });

  it('is the one of the template where nothing can begin, or nobody answers', async () => {
    expect(await freeRoot('results/a', async () => ({ kind: 'not-writable' }))).toBe('results/a');
    expect(await freeRoot('results/a', async () => Promise.reject(new Error('away')))).toBe('results/a');
  });
});
