import { readFileSync } from 'node:fs';
import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node';

type Allowed = { readonly [title: string]: string };

/**
 * Closes every test run with the skipped tests, their reasons, and one plain line of counts. In CI a skip that
 * `test/allowed-skips.json` does not name (by full title, with the reason) fails the run.
 */
export class SkipReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const cases = modules.flatMap((module) => [...module.children.allTests()]);
    const skipped = cases.filter((test) => test.result().state === 'skipped');
    const brokenFiles = modules.filter(
      (module) => module.errors().length > 0 || hasSuiteErrors(module),
    ).length;
    const forbidden = process.env.CI ? unlisted(skipped) : [];
    for (const test of skipped) {
      console.log(`skipped: ${test.module.relativeModuleId} > ${test.fullName}${reasonOf(test)}`);
    }
    for (const test of forbidden) {
      console.log(`not allowed to skip here: ${test.fullName} (test/allowed-skips.json does not name it)`);
      process.exitCode = 1;
    }
    const passed = cases.filter((test) => test.result().state === 'passed').length;
    const failed =
      cases.filter((test) => test.result().state === 'failed').length + brokenFiles + forbidden.length;
    const tail = skipped.length > 0 ? `, ${skipped.length} skipped` : '';
    console.log(`${passed} passed, ${failed} failed${tail}`);
  }
}

function hasSuiteErrors(module: TestModule): boolean {
  return [...module.children.allSuites()].some((suite: TestSuite) => suite.errors().length > 0);
}

function reasonOf(test: TestCase): string {
  const result = test.result();
  return result.state === 'skipped' && result.note !== undefined ? ` (${result.note})` : '';
}

function unlisted(skipped: readonly TestCase[]): readonly TestCase[] {
  const allowed = JSON.parse(
    readFileSync(new URL('../allowed-skips.json', import.meta.url), 'utf8'),
  ) as Allowed;
  return skipped.filter((test) => allowed[test.fullName] === undefined);
}
