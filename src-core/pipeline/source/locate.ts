import { resolve } from 'node:path';
import { didYouMean } from '#core/config/words/near-names.ts';
import type { Problem, Severity } from '#core/contract/setup/problem.ts';
import type { Pipeline } from '#core/contract/setup/settings.ts';
import type { Origin } from '#core/optimizers/own/own-optimizer.ts';
import { firstProgram, programOnPath } from '../processes/program-on-path.ts';
import { definesInJavascript, seenInJavascript } from './javascript-exports.ts';
import { seenInPython } from './python-names.ts';
import { pipelineFile, readSource, type Seen } from './source-file.ts';

export type PipelineLocation = {
  /** Paths resolved; `written` is what the YAML says. */
  readonly pipeline: Pipeline;
  /** The YAML's folder: where modules and commands are looked for. */
  readonly workingDirectory: string;
  readonly env: Readonly<Record<string, string | undefined>>;
};

/**
 * Looks whether the pipeline's file and function exist, by reading source text; nothing is imported. What reading
 * cannot decide is a note, never an error.
 *
 * @returns problems of path `evaluate_pipeline` with the codes `pipeline-file-missing` and
 * `pipeline-function-missing` (errors), `pipeline-unseen` (note)
 */
export async function locatePipeline(location: PipelineLocation): Promise<readonly Problem[]> {
  const { pipeline, workingDirectory } = location;
  if (pipeline.kind === 'command') {
    return locateProgram(pipeline.command, location);
  }
  const file = await pipelineFile(pipeline, workingDirectory);
  if (file !== null) {
    return locateFunction(file, pipeline);
  }
  const module = pipeline.kind === 'python-module' ? pipeline.module : '';
  const where = `The module \`${module}\` is not below ${workingDirectory}`;
  return [problem('pipeline-unseen', 'note', `${where}; whether Python finds it shows when the run starts`)];
}

type FunctionPipeline = Exclude<Pipeline, { readonly kind: 'command' }>;

async function locateFunction(file: string, pipeline: FunctionPipeline): Promise<readonly Problem[]> {
  const { written } = pipeline;
  const isJavascript = pipeline.kind === 'javascript';
  const name = isJavascript ? pipeline.export : pipeline.function;
  const sighting = await lookFor(name, file, isJavascript ? seenInJavascript : seenInPython);
  switch (sighting.kind) {
    case 'no-file': {
      const rule = `Expected the pipeline's file \`${written}\` at ${file}, found ${sighting.found}`;
      return [problem('pipeline-file-missing', 'error', rule)];
    }
    case 'found':
      return [];
    case 'unseen': {
      const rule = `Reading ${file} does not show whether it has a function \`${name}\``;
      return [problem('pipeline-unseen', 'note', `${rule}; that shows when the run starts`)];
    }
    case 'missing': {
      const rule = `${file} has no function \`${name}\`.${sighting.found}`;
      return [problem('pipeline-function-missing', 'error', rule)];
    }
  }
}

export type OptimizerFinding = {
  readonly code: 'optimizer-invalid' | 'optimizer-unseen';
  readonly severity: Severity;
  readonly message: string;
};

/** Looks whether file and export of the user's own optimizer exist, by reading source text; nothing is imported. */
export async function locateOptimizer({ file, export: name }: Origin): Promise<OptimizerFinding> {
  const invalid = (message: string) => ({ code: 'optimizer-invalid', severity: 'error', message }) as const;
  const unseen = (message: string) => ({ code: 'optimizer-unseen', severity: 'note', message }) as const;
  const sighting = await lookFor(name, file, seenInJavascript);
  switch (sighting.kind) {
    case 'no-file':
      return invalid(`Expected the optimizer's file at ${file}, found ${sighting.found}`);
    case 'found':
      return unseen(
        `What \`${name}\` of ${file} holds shows when the run starts: its code is not imported before.`,
      );
    case 'unseen':
      return unseen(
        `Reading ${file} does not show whether it exports \`${name}\`; that shows when the run starts.`,
      );
    case 'missing':
      return invalid(`${file} exports no optimizer \`${name}\`.${sighting.found}`);
  }
}

type Sighting =
  | { readonly kind: 'found' | 'unseen' }
  /** With what is there instead: for a name as a sentence after a space. */
  | { readonly kind: 'no-file' | 'missing'; readonly found: string };

async function lookFor(
  name: string,
  file: string,
  look: (text: string, name: string) => Seen,
): Promise<Sighting> {
  const source = await readSource(file);
  if (!source.isThere) {
    return { kind: 'no-file', found: source.found };
  }
  const { text } = source;
  const seen: Seen = text === null ? { verdict: 'unseen', names: [] } : look(text, name);
  return seen.verdict === 'missing'
    ? { kind: 'missing', found: instead(name, seen, look === seenInJavascript ? text : null) }
    : { kind: seen.verdict };
}

function instead(name: string, { names }: Seen, javascript: string | null): string {
  if (javascript !== null && definesInJavascript(javascript, name)) {
    return ' It has one that is not exported; put `export` before it.';
  }
  const what = javascript === null ? 'function' : 'export';
  return names.length === 0
    ? ` It has no ${what} at all.`
    : didYouMean(name, names) || ` None of its ${names.length} ${what}s has a name like it.`;
}

async function locateProgram(
  command: readonly string[],
  { workingDirectory, env }: PipelineLocation,
): Promise<readonly Problem[]> {
  const [program = ''] = command;
  if (program.includes('{')) {
    return [];
  }
  const isPath = /[/\\]/.test(program);
  const path = resolve(workingDirectory, program);
  const found = isPath ? await firstProgram([path]) : await programOnPath(program, env);
  if (found !== null) {
    return [];
  }
  const where = isPath ? `at ${path}, found none that can be executed` : 'on PATH, found none';
  const message = `Expected the command's program \`${program}\` ${where}`;
  return [problem('pipeline-file-missing', 'error', message)];
}

function problem(code: string, severity: Severity, message: string): Problem {
  return { code, severity, message, file: null, line: null, column: null, path: 'evaluate_pipeline' };
}
