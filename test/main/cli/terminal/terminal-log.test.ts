import { describe, expect, it } from 'vitest';
import { command } from '#test/support/command-line.ts';
import { searchesOfThisFile } from '#test/support/searches.ts';

const search = searchesOfThisFile();

describe('what a worker says on a terminal', () => {
  it('steers nothing, whatever the pipeline of the run raised', async () => {
    const { yaml, root } = search(
      { ignore_errors: true, max_evaluations_per_run: 1 },
      { 'objective.mjs': "export function objective() { throw new Error('a\\u001b]0;title\\u0007b'); }\n" },
    );
    await command(['run', yaml]);
    const { stderr } = await command(['worker', root, '--log-level', 'info']);
    expect(stderr).toContain('Error: a\\u001b]0;title\\u0007b');
    expect(stderr).not.toMatch(/[^\P{Cc}\n]/u);
  });
});
