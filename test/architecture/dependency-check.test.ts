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

  test('refuses an import that points down the list of folders', () => {
    const folder = mkdtempSync(join('src-core', 'contract', 'probe-'));
    try {
      writeFileSync(
        join(folder, 'probe.ts'),
        "import { createRng } from '#core/space/rng.ts';\nexport const probe = createRng;\n",
      );
      const names = cruise(folder).summary.violations.map((violation) => violation.rule.name);
      expect(names).toContain('core-contract-looks-up-only');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('refuses Node in a pure folder', () => {
    const folder = mkdtempSync(join('src-core', 'space', 'probe-'));
    try {
      writeFileSync(
        join(folder, 'probe.ts'),
        "import { readFileSync } from 'node:fs';\nexport const probe = readFileSync;\n",
      );
      const names = cruise(folder).summary.violations.map((violation) => violation.rule.name);
      expect(names).toContain('pure-core-has-no-io');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
