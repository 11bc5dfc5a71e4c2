import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { nearNames } from '#core/config/words/near-names.ts';
import type { Problem, Severity } from '#core/contract/setup/problem.ts';
import type { Pipeline } from '#core/contract/setup/settings.ts';
import { firstProgram, programOnPath } from '../processes/program-on-path.ts';
import { definesInJavascript, seenInJavascript } from './javascript-source.ts';
import { insteadOf, moduleFile } from './near-files.ts';
import type { Seen } from './seen.ts';
import { seenInPython } from './seen-in-python.ts';
import { MAX_SOURCE_BYTES } from './source-limit.ts';

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
  switch (pipeline.kind) {
    case 'python':
      return locateFunction(pipeline.file, pipeline.function, pipeline.written, seenInPython);
    case 'javascript':
      return locateFunction(pipeline.file, pipeline.export, pipeline.written, seenInJavascript);
    case 'python-module': {
      const file = await moduleFile(workingDirectory, pipeline.module);
      if (file === null) {
        const where = `The module \`${pipeline.module}\` is not below ${workingDirectory}`;
        return [
          problem('pipeline-unseen', 'note', `${where}; whether Python finds it shows when the run starts`),
        ];
      }
      return locateFunction(file, pipeline.function, pipeline.written, seenInPython);
    }
    case 'command':
      return locateProgram(pipeline.command, location);
  }
}

async function locateFunction(
  file: string,
  name: string,
  written: string,
  look: (text: string, name: string) => Seen,
): Promise<readonly Problem[]> {
  const found = await stat(file).catch(() => null);
  if (found === null || !found.isFile()) {
    const what = found === null ? `found none; ${await insteadOf(file)}` : 'found a folder';
    return [
      problem(
        'pipeline-file-missing',
        'error',
        `Expected the pipeline's file \`${written}\` at ${file}, ${what}`,
      ),
    ];
  }
  const text = found.size > MAX_SOURCE_BYTES ? null : await readFile(file, 'utf8').catch(() => null);
  const seen: Seen = text === null ? { verdict: 'unseen', names: [] } : look(text, name);
  if (seen.verdict === 'found') {
    return [];
  }
  if (seen.verdict === 'unseen' || text === null) {
    const rule = `Reading ${file} does not show whether it has a function \`${name}\``;
    return [problem('pipeline-unseen', 'note', `${rule}; that shows when the run starts`)];
  }
  const message = `Expected a function \`${name}\` in ${file} (written \`${written}\`), found ${instead(name, seen, text, file)}`;
  return [problem('pipeline-function-missing', 'error', message)];
}

function instead(name: string, seen: Seen, text: string, file: string): string {
  if (!file.endsWith('.py') && definesInJavascript(text, name)) {
    return 'one that is not exported; put `export` before it';
  }
  const near = nearNames(name, seen.names);
  if (near.length > 0) {
    return `${near.map((found) => `\`${found}\``).join(', ')}`;
  }
  return seen.names.length === 0
    ? 'no function at all'
    : `${seen.names.length} functions, none with a name like it`;
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
