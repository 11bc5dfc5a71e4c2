import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { command, searchFolder, TRIVIAL } from '#test/support/command-line.ts';
import { removeFolder } from '#test/support/remove-folder.ts';

let folder = '';
afterEach(() => removeFolder(folder));

it('run says notes and warnings on the configuration where they stand, and goes on', async () => {
  const search = searchFolder({
    pipeline_space: { x: { lower: 0.0, upper: 1.0, prior_confidence: 'low' } },
    searcher: 'random_search',
    optimizer: undefined,
  });
  folder = search.folder;
  const { code, stderr, stdout } = await command(['run', search.yaml, '--json']);
  expect(code).toBe(0);
  expect(stderr).toMatch(/^warning: .*run\.yaml:\d+:\d+: .*prior/m);
  expect(stderr).toMatch(/^note: .*run\.yaml:\d+:\d+: .*`searcher`/m);
  const codes = JSON.parse(stdout).launch.problems.map((problem: { readonly code: string }) => problem.code);
  expect(codes.sort()).toEqual(['older-key', 'prior-confidence-alone']);
});

it('run and resume warn where the code has changed since the last launch', async () => {
  const { yaml, root, ...made } = searchFolder();
  folder = made.folder;
  expect((await command(['run', yaml])).stderr).not.toContain('has changed');
  expect((await command(['run', yaml])).stderr).not.toContain('has changed');
  writeFileSync(join(folder, 'objective.mjs'), `// another\n${TRIVIAL}`);
  expect((await command(['resume', root])).stderr).toContain('objective.mjs:objective has changed since');
  expect((await command(['resume', root])).stderr).not.toContain('has changed');
});
