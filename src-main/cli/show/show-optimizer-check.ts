import { resolve } from 'node:path';
import {
  type CheckedOnce,
  checkOptimizer,
  type OptimizerReport,
} from '#core/engine/setup/check-optimizer.ts';
import { EXIT } from '../exit-code.ts';
import type { Invocation } from '../shell.ts';
import type { Terminal } from '../terminal/terminal.ts';

type CheckOptimizerOptions = { readonly args?: readonly string[]; readonly json?: boolean };

/** Of a check that failed; the document has all. */
const SHOWN_PROBLEMS = 3;
const TITLE_WIDTH = 62;

/**
 * `incumbent check-optimizer`: each check as it ends. Exit code 1 where one failed, 2 where the module is no optimizer,
 * 130 by Ctrl-C.
 */
export async function showOptimizerCheck(
  { terminal, options, env }: Invocation<CheckOptimizerOptions>,
  module: string,
): Promise<number> {
  const isJson = options.json === true;
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort());
  const say = (text: string) => (isJson ? undefined : terminal.result(text));
  try {
    const report = await checkOptimizer({
      ...originOf(module),
      given: options.args ?? [],
      env,
      signal: controller.signal,
      onOutput: terminal.pass,
      onBegin: ({ name, arguments: values }) => say(headText(name, values, terminal.colors)),
      onCheck: (check) => say(checkText(check, terminal.colors)),
      onNext: (title) => terminal.live(title === '' ? '' : `… ${title}`),
    });
    terminal.result(isJson ? documentOf(report) : endText(report, terminal.colors));
    return report.passed ? EXIT.done : EXIT.halted;
  } catch (thrown) {
    if (controller.signal.aborted) {
      return EXIT.stopped;
    }
    throw thrown;
  }
}

/** `FILE:EXPORT`; a colon with a separator behind it belongs to the path, as in `C:\\own.ts`. */
function originOf(module: string): { readonly file: string; readonly export: string | null } {
  const [, file, exported] = /^(.+\.\w+):([^:/\\]+)$/.exec(module) ?? [];
  return { file: resolve(file ?? module), export: exported ?? null };
}

function documentOf(report: OptimizerReport): string {
  const { name, arguments: values, refused, checks, passed } = report;
  return JSON.stringify({ schema: 1, optimizer: { name, arguments: values }, passed, refused, checks });
}

function headText(name: string, values: OptimizerReport['arguments'], colors: Terminal['colors']): string {
  const given = Object.entries(values).map(([key, value]) => `${key}=${value}`);
  return [colors.bold(name), ...given].join('  ');
}

function checkText({ title, passed, problems, seconds }: CheckedOnce, colors: Terminal['colors']): string {
  const mark = passed ? colors.green('✓') : colors.red('✗');
  const shown = problems.slice(0, SHOWN_PROBLEMS).map((problem) => `      ${problem}`);
  const rest = problems.length - shown.length;
  return [
    `  ${mark} ${title.padEnd(TITLE_WIDTH)} ${colors.dim(`${seconds.toFixed(1)} s`)}`,
    ...shown,
    ...(rest > 0 ? [colors.dim(`      and ${rest.toLocaleString('en')} more`)] : []),
  ].join('\n');
}

function endText({ checks, refused }: OptimizerReport, colors: Terminal['colors']): string {
  const failed = checks.filter(({ passed }) => !passed).length;
  const seconds = checks.reduce((sum, check) => sum + check.seconds, 0).toFixed(1);
  const verdict =
    failed === 0
      ? colors.green(`All ${checks.length} checks passed`)
      : colors.red(`${failed} of ${checks.length} checks failed`);
  return [
    ...refused.map(({ space, because }) => colors.dim(`    refuses a space ${space}: ${because}`)),
    `${colors.bold(verdict)} in ${seconds} s`,
  ].join('\n');
}
