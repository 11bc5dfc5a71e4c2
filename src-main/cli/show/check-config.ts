import { homedir } from 'node:os';
import { spaceJson } from '#core/config/space/write-space.ts';
import { parameterSummary } from '#core/config/words/parameter-summary.ts';
import { IncumbentError, messageOf } from '#core/contract/errors.ts';
import type { CheckReport } from '#core/contract/setup/check.ts';
import { toJsonNumber } from '#core/contract/value.ts';
import { checkReport } from '#core/engine/setup/check-run.ts';
import { readForCheck } from '#core/engine/setup/read-for-check.ts';
import { type PipelineTest, testPipeline } from '#core/engine/setup/test-pipeline.ts';
import { createLogger } from '#core/platform/log.ts';
import { EXIT } from '../exit-code.ts';
import { readConfig } from '../read-config.ts';
import type { Invocation } from '../shell.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { terminalSink } from '../terminal/terminal-log.ts';
import { problemText } from './status-text.ts';

type CheckOptions = {
  readonly set?: readonly string[];
  readonly json?: boolean;
  readonly sample: number;
  readonly testPipeline?: boolean;
};

/** The evaluation of one configuration, or why there was none. */
type TestReport =
  | { readonly kind: 'evaluated'; readonly test: PipelineTest }
  | { readonly kind: 'refused'; readonly message: string; readonly traceback: string | null };

/** `incumbent check`: all findings at once. Exit code 2 where a start would be refused, 1 where the test failed. */
export async function checkConfig(
  { terminal, options, logLevel, env }: Invocation<CheckOptions>,
  file: string,
): Promise<number> {
  const text = await readConfig(file);
  const read = await readForCheck({
    text,
    file,
    set: options.set ?? [],
    home: homedir(),
    env,
  });
  const report = checkReport(read, options.sample);
  const wantsTest = options.testPipeline === true && report.valid;
  const log = createLogger(logLevel, [terminalSink(terminal)]);
  const test = wantsTest ? await runTest(() => testPipeline(read, log, { signal: interrupted() })) : null;
  terminal.result(
    options.json === true ? documentOf(report, options, test) : textOf(report, test, terminal.colors),
  );
  if (!report.valid) {
    return EXIT.usage;
  }
  return test === null || (test.kind === 'evaluated' && test.test.outcome.kind === 'result')
    ? EXIT.done
    : EXIT.halted;
}

function interrupted(): AbortSignal {
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort());
  return controller.signal;
}

async function runTest(test: () => Promise<PipelineTest>): Promise<TestReport> {
  try {
    return { kind: 'evaluated', test: await test() };
  } catch (thrown) {
    const { traceback } = thrown instanceof IncumbentError ? thrown.details : {};
    return {
      kind: 'refused',
      message: messageOf(thrown),
      traceback: typeof traceback === 'string' ? traceback : null,
    };
  }
}

function documentOf(report: CheckReport, options: CheckOptions, test: TestReport | null): string {
  const { valid, problems, space, settings, optimizer, root, interpreter, samples } = report;
  return JSON.stringify({
    schema: 1,
    valid,
    problems,
    space: space === null ? null : spaceJson(space),
    settings,
    optimizer,
    root,
    interpreter,
    ...(options.sample > 0 ? { samples } : {}),
    ...(test === null ? {} : { test: testJson(test) }),
  });
}

function testJson(report: TestReport): unknown {
  if (report.kind === 'refused') {
    return report;
  }
  const { config, outcome, log, seconds } = report.test;
  return { config, seconds, log, ...outcomeJson(outcome) };
}

/** Names and numbers as in `trials --format json`. */
function outcomeJson(outcome: PipelineTest['outcome']): object {
  if (outcome.kind !== 'result') {
    return outcome;
  }
  const { kind, loss, cost, learningCurve, extra } = outcome;
  const learning_curve = learningCurve?.map(toJsonNumber) ?? null;
  return { kind, loss: toJsonNumber(loss), cost, learning_curve, extra };
}

function textOf(report: CheckReport, test: TestReport | null, colors: Terminal['colors']): string {
  const { optimizer, interpreter } = report;
  const lines = [
    ...report.problems.map((problem) => problemText(problem, colors)),
    colors.bold(report.valid ? 'The configuration is valid' : 'The configuration is not valid'),
    ...(report.space ?? []).map((parameter) => `  ${parameter.name}: ${parameterSummary(parameter)}`),
    optimizer === null ? null : `optimizer: ${optimizer.name} (${optimizer.reason})`,
    report.root === null ? null : `root: ${report.root}`,
    interpreter?.path == null
      ? null
      : `python: ${interpreter.path} ${interpreter.version} (${interpreter.source})`,
    ...report.samples.map((config, index) => `sample ${index + 1}: ${JSON.stringify(config)}`),
    test === null ? null : testText(test),
  ];
  return lines.filter((line) => line !== null).join('\n');
}

function testText(report: TestReport): string {
  if (report.kind === 'refused') {
    return [`test: ${report.message}`, report.traceback ?? ''].join('\n').trimEnd();
  }
  const { config, outcome, log, seconds } = report.test;
  const result =
    outcome.kind === 'result'
      ? `loss ${outcome.loss}${outcome.cost === null ? '' : `, cost ${outcome.cost}`}`
      : outcome.kind === 'error'
        ? `${outcome.error.type}: ${outcome.error.message}\n${outcome.error.traceback}`
        : 'interrupted';
  return [`test: ${JSON.stringify(config)} in ${seconds.toFixed(2)} s`, log.trimEnd(), result]
    .filter((part) => part !== '')
    .join('\n');
}
