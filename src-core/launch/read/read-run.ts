import { dirname } from 'node:path';
import { parseRun } from '#core/config/run/parse-run.ts';
import { hasUnreadableParameter, type ParsedRun } from '#core/config/run/parsed-run.ts';
import type { ResolvedOptimizer } from '#core/contract/optimizers/optimizers.ts';
import type { PipelineSource } from '#core/contract/setup/pipeline.ts';
import type { Problem } from '#core/contract/setup/problem.ts';
import type { RunSettings } from '#core/contract/setup/settings.ts';
import type { OptimizerProblem } from '#core/optimizers/definition/optimizer-problem.ts';
import { resolveOptimizer } from '#core/optimizers/registry.ts';
import { withCurrentCode } from '#core/pipeline/optimizer/load-optimizer.ts';
import { locateOptimizer } from '#core/pipeline/source/locate.ts';
import { readTextOrNull } from '#core/platform/files.ts';
import type { FoundPython } from './look-for-python.ts';
import { readPipelineSource, signatureProblems } from './pipeline-functions.ts';
import { pipelineProblems } from './pipeline-problems.ts';
import { optimizerProblemAt, problemAt } from './problem-at.ts';
import { inReadingOrder } from './reading-order.ts';
import { type PathBase, resolveChoice, resolvePath, resolveSettings } from './resolve-paths.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A run's YAML as somebody hands it over. */
export type RunSource = {
  readonly text: string;
  /** Absolute; null for a pasted text. */
  readonly file: string | null;
  /** Where relative paths of a text without a file start. */
  readonly workingDirectory: string;
  /** Texts that stand for what files say, by absolute path: those on a screen that are not saved yet. */
  readonly unsaved?: Readonly<Record<string, string>> | undefined;
  /** `KEY=VALUE` changes, in order. */
  readonly set: readonly string[];
  readonly home: string;
  readonly env: Environment;
};

/** All that can be said of a YAML without running anything: the same for `check`, the editor and a start. */
export type ReadRun = {
  readonly source: RunSource;
  readonly parsed: ParsedRun;
  /** Of the text, the optimizer, the pipeline's files and the interpreter together. */
  readonly problems: readonly Problem[];
  /** True where nothing is in the way of a start. */
  readonly valid: boolean;
  /** Paths resolved; null where `evaluate_pipeline` can't be read. */
  readonly settings: RunSettings | null;
  readonly optimizer: ResolvedOptimizer | null;
  /** Null for pipelines that need no Python. */
  readonly python: FoundPython | null;
  /** The functions of the pipeline's file, as its text shows them; null for commands, and without a file. */
  readonly pipeline: PipelineSource | null;
  /** The YAML's folder: where the pipeline runs. */
  readonly folder: string;
  /** Where the run would be kept, resolved; null where the text does not tell. */
  readonly root: string | null;
  /** The file that `pipeline_space` names; null where the space is in the text itself. */
  readonly spaceFile: SpaceFile | null;
};

/** A search space in a file of its own. */
export type SpaceFile = {
  /** As the YAML has it; problems name the file so. */
  readonly written: string;
  /** Absolute. */
  readonly path: string;
  /** Null where it can't be read. */
  readonly text: string | null;
};

/** Reads a run's YAML and everything that it refers to. Nothing is imported and nothing written. */
export async function readRun(source: RunSource): Promise<ReadRun> {
  const folder = source.file === null ? source.workingDirectory : dirname(source.file);
  const base: PathBase = { folder, home: source.home };
  const included = includedTexts(source.unsaved);
  const parsed = parseRun({
    text: source.text,
    file: source.file,
    readText: (path) => included(resolvePath(path, base)),
    set: source.set,
  });
  const settings = parsed.settings === null ? null : resolveSettings(parsed.settings, base);
  const optimizer = await optimizerOf(parsed, base);
  const pipeline = settings === null ? null : await pipelineProblems(settings, { source, folder, parsed });
  const functions = await readPipelineSource(parsed, { text: source.text, base });
  const problems = inReadingOrder([
    ...parsed.problems,
    ...optimizer.problems,
    ...(pipeline?.problems ?? []),
    ...(pipeline?.isSourceReadable === false ? [] : signatureProblems(parsed, functions)),
  ]);
  const { rootDirectory } = parsed;
  return {
    source,
    parsed,
    problems,
    valid: parsed.valid && !problems.some(({ severity }) => severity === 'error'),
    settings,
    optimizer: optimizer.resolved,
    python: pipeline?.python ?? null,
    pipeline: functions,
    folder,
    root: rootDirectory === null ? null : resolvePath(rootDirectory, base),
    spaceFile: spaceFileOf(parsed, included, base),
  };
}

function spaceFileOf({ spaceFile }: ParsedRun, included: IncludedTexts, base: PathBase): SpaceFile | null {
  if (spaceFile === null) {
    return null;
  }
  const path = resolvePath(spaceFile, base);
  return { written: spaceFile, path, text: included(path) };
}

/** Texts of files by absolute path; null for one that can't be read. */
type IncludedTexts = (path: string) => string | null;

/** Each file is read once, so that what is shown of it is what was judged. */
function includedTexts(unsaved: RunSource['unsaved']): IncludedTexts {
  const texts = new Map<string, string | null>();
  return (path) => {
    const known = texts.get(path);
    const text = known === undefined ? readIncluded(path, unsaved) : known;
    texts.set(path, text);
    return text;
  };
}

/** A file that can't be read is as good as missing: the parser says so at the line that names it. */
function readIncluded(path: string, unsaved: RunSource['unsaved'] = {}): string | null {
  const onScreen = Object.hasOwn(unsaved, path) ? unsaved[path] : undefined;
  if (onScreen !== undefined) {
    return onScreen;
  }
  try {
    return readTextOrNull(path);
  } catch {
    return null;
  }
}

type OptimizerFindings = {
  readonly resolved: ResolvedOptimizer | null;
  readonly problems: readonly Problem[];
};

async function optimizerOf(parsed: ParsedRun, base: PathBase): Promise<OptimizerFindings> {
  const { optimizer } = parsed.known;
  if (parsed.space === null || optimizer === undefined) {
    return { resolved: null, problems: [] };
  }
  const { resolved, problems } = resolveOptimizer(parsed.space, resolveChoice(optimizer, base));
  // What it thinks of a space of which a part is missing says nothing of the whole one.
  const told = hasUnreadableParameter(parsed) ? problems.filter(isAboutItself) : problems;
  const placed = told.map((problem) => optimizerProblemAt(parsed, problem));
  if (resolved?.module === undefined) {
    return { resolved, problems: placed };
  }
  const found = await locateOptimizer(resolved.module);
  return {
    resolved: await withCurrentCode(resolved),
    problems: [...placed, problemAt(parsed, 'optimizer', found)],
  };
}

/** Not about how it goes with the space. */
function isAboutItself({ code }: OptimizerProblem): boolean {
  return (
    code === 'optimizer-unknown' ||
    code === 'optimizer-argument-unknown' ||
    code === 'optimizer-argument-invalid'
  );
}
