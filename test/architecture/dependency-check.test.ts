import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { folderWith } from '#test/support/folder-with.ts';
import { removeFolder } from '#test/support/remove-folder.ts';

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));
const LAYERS = ['src-core', 'src-main', 'src-renderer'];
const RULES = 'test/architecture/dependency-rules.cjs';

type Violation = { readonly from: string; readonly rule: { readonly name: string } };
type Cruise = {
  readonly summary: { readonly totalCruised: number; readonly violations: readonly Violation[] };
};

/** Runs the dependency check of a checkout over some of its folders and answers with its machine-readable report. */
function cruise(checkout: string, folders: readonly string[]): Cruise {
  const program = join(REPOSITORY, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  try {
    return JSON.parse(
      execFileSync(process.execPath, [program, '--config', RULES, '--output-type', 'json', ...folders], {
        cwd: checkout,
        encoding: 'utf8',
        maxBuffer: 2 ** 28,
      }),
    ) as Cruise;
  } catch (error) {
    return JSON.parse((error as { readonly stdout: string }).stdout) as Cruise;
  }
}

/** What is wrong, where it is tried, the import, and the rule that is against it. */
const REFUSED = [
  [
    'an import that points down the list of folders',
    'src-core/contract',
    "import { createRng as probed } from '#core/space/rng.ts';",
    'core-contract-looks-up-only',
  ],
  [
    'Node in a pure folder',
    'src-core/space',
    "import { readFileSync as probed } from 'node:fs';",
    'pure-core-has-no-io',
  ],
  [
    'a format of runs outside of the readers',
    'src-core/watch',
    "import { storageFormat as probed } from '#core/readers/optuna/storage-format.ts';",
    'formats-stay-in-readers',
  ],
  [
    'a store that knows an action',
    'src-renderer/stores',
    "import { attempt as probed } from '#renderer/actions/attempt.ts';",
    'renderer-stores-looks-up-only',
  ],
  [
    'a screen that looks into one that uses it',
    'src-renderer/features/new-run',
    "import { trialAddress as probed } from '#renderer/features/run/live/trials/trial-address.ts';",
    'renderer-feature-new-run-looks-up-only',
  ],
  [
    'a screen that looks into one beside it',
    'src-renderer/features/compare',
    "import { trialAddress as probed } from '#renderer/features/run/live/trials/trial-address.ts';",
    'renderer-screens-stand-apart',
  ],
] as const;

/** Its sources once more: other tests read those of this one. */
function copyOfThisCheckout(): string {
  const copy = folderWith({});
  for (const path of [...LAYERS, 'package.json', RULES]) {
    cpSync(join(REPOSITORY, path), join(copy, path), { recursive: true });
  }
  symlinkSync(join(REPOSITORY, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

describe('the dependency check', () => {
  let copy: string;
  let found: readonly Violation[];
  const probe = (index: number, beside: string) => `${beside}/probe-${index}`;
  beforeAll(() => {
    copy = copyOfThisCheckout();
    for (const [index, [, beside, line]] of REFUSED.entries()) {
      mkdirSync(join(copy, probe(index, beside)));
      const text = `${line}\nexport const probe = probed;\n`;
      writeFileSync(join(copy, probe(index, beside), 'probe.ts'), text);
    }
    found = cruise(
      copy,
      REFUSED.map(([, beside], index) => probe(index, beside)),
    ).summary.violations;
  });
  afterAll(() => removeFolder(copy));

  test('sees the TypeScript of every layer and finds no violation', () => {
    const { summary } = cruise(REPOSITORY, LAYERS);
    expect(summary.totalCruised).toBeGreaterThan(100);
    expect(summary.violations).toEqual([]);
  });

  test.each(REFUSED.map((row, index) => [...row, index] as const))(
    'refuses %s',
    (_title, beside, _line, rule, index) => {
      const here = found.filter(({ from }) => from.startsWith(`${probe(index, beside)}/`));
      expect(here.map((violation) => violation.rule.name)).toContain(rule);
    },
  );
});
