import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

type Cruise = {
  readonly summary: {
    readonly totalCruised: number;
    readonly violations: readonly { rule: { name: string } }[];
  };
};

/** Runs the dependency check over `folders` and answers with its machine-readable report. */
function cruise(...folders: readonly string[]): Cruise {
  const command = ['node_modules/dependency-cruiser/bin/dependency-cruise.mjs', '--config'];
  const rules = 'test/architecture/dependency-rules.cjs';
  try {
    return JSON.parse(
      execFileSync(process.execPath, [...command, rules, '--output-type', 'json', ...folders], {
        encoding: 'utf8',
        maxBuffer: 2 ** 28,
      }),
    ) as Cruise;
  } catch (error) {
    return JSON.parse((error as { readonly stdout: string }).stdout) as Cruise;
  }
}

describe('the dependency check', () => {
  test('sees the TypeScript of every layer and finds no violation', () => {
    const { summary } = cruise('src-core', 'src-main', 'src-renderer');
    expect(summary.totalCruised).toBeGreaterThan(100);
    expect(summary.violations).toEqual([]);
  });

  test.each([
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
      'a store that knows an action',
      'src-renderer/stores',
      "import { attempt as probed } from '#renderer/actions/attempt.ts';",
      'renderer-stores-looks-up-only',
    ],
    [
      'a screen that looks into one that uses it',
      'src-renderer/features/new-run',
      "import { trialAddress as probed } from '#renderer/features/run/live/trial-address.ts';",
      'renderer-feature-new-run-looks-up-only',
    ],
    [
      'a screen that looks into one beside it',
      'src-renderer/features/compare',
      "import { trialAddress as probed } from '#renderer/features/run/live/trial-address.ts';",
      'renderer-screens-stand-apart',
    ],
  ])('refuses %s', (_title, beside, line, rule) => {
    const folder = mkdtempSync(join(beside, 'probe-'));
    try {
      writeFileSync(join(folder, 'probe.ts'), `${line}\nexport const probe = probed;\n`);
      const names = cruise(folder).summary.violations.map((violation) => violation.rule.name);
      expect(names).toContain(rule);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
