import { settingsByKey } from '#core/config/compare/settings-by-key.ts';
import { parseRun } from '#core/config/run/parse-run.ts';
import type { ParsedRun } from '#core/config/run/parsed-run.ts';
import type { CheckReport } from '#core/contract/setup/check.ts';
import type { PipelineSource } from '#core/contract/setup/pipeline.ts';
import type { Problem } from '#core/contract/setup/problem.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import type { Config } from '#core/contract/value.ts';
import { optimizerOffers, plannedRungs, resolveOptimizer } from '#core/optimizers/registry.ts';
import { pythonFunctions } from '#core/pipeline/source/python-functions.ts';
import { createRng } from '#core/space/rng.ts';
import { sampleFromPriors } from '#core/space/sampling.ts';
import { DEMO_SPLIT } from './demo-files.ts';

type CheckInput = {
  readonly text: string;
  readonly file: string | null;
  readonly samples: number;
  readonly unsaved?: Readonly<Record<string, string>> | undefined;
};

const SPACE_FILE = '/users/person/code/space.yaml';

/** The engine's check without a disk: the reader of settings and the choice of an optimizer are the real ones. */
export function demoCheck({ text, file, samples, unsaved = {} }: CheckInput): CheckReport {
  const spaceText = spaceFileText(unsaved);
  const parsed = parseRun({ text, file, readText: () => spaceText });
  const { space, known } = parsed;
  const choice = known.optimizer ?? { kind: 'auto' };
  const resolution = space && space.length > 0 ? resolveOptimizer(space, choice) : null;
  const problems: Problem[] = [
    ...parsed.problems,
    ...(resolution?.problems ?? []).map((problem) => {
      const place = parsed.places.get('optimizer');
      return {
        ...problem,
        file,
        line: place?.line ?? null,
        column: place?.column ?? null,
        path: 'optimizer',
      };
    }),
  ];
  return {
    valid: parsed.valid && problems.every((problem) => problem.severity !== 'error'),
    problems,
    space: space ? [...space] : null,
    settings: settingsByKey(known),
    optimizer: resolution?.resolved ?? null,
    rungs: space && resolution?.resolved ? [...plannedRungs(resolution.resolved, space)] : [],
    optimizers: optimizerOffers(space),
    root: known.root_directory?.replace(/^~/, '/users/person') ?? null,
    interpreter:
      known.evaluate_pipeline?.kind === 'python'
        ? { path: '/users/person/.venv/bin/python', version: '3.12.4', source: '.venv above the file' }
        : null,
    pipeline: demoSource(parsed),
    samples: demoSamples(space ?? [], samples),
    space_file: demoSpaceFile(parsed, spaceText),
  };
}

function spaceFileText(unsaved: Readonly<Record<string, string>>): string {
  return unsaved[SPACE_FILE] ?? DEMO_SPLIT.space;
}

function demoSpaceFile({ spaceFile }: ParsedRun, text: string): CheckReport['space_file'] {
  return spaceFile === null ? null : { written: spaceFile, path: SPACE_FILE, text };
}

function demoSamples(space: SearchSpace, samples: number): Config[] {
  return space.length === 0
    ? []
    : Array.from({ length: samples }, (_, index) => ({ ...sampleFromPriors(space, createRng(7, index)) }));
}

const TRAIN = `def train(
    learning_rate: float, weight_decay: float, momentum: float, batch_size: int, width: int,
    optimizer: str, epochs: int, dropout: float = 0.1, pipeline_directory=None,
): ...

def evaluate(checkpoint: str, batch_size: int = 64): ...
`;

/** Every Python file of the made-up disk is the same one. */
function demoSource({ known }: ParsedRun): PipelineSource | null {
  const pipeline = known.evaluate_pipeline;
  return pipeline?.kind === 'python'
    ? {
        language: 'python',
        written: pipeline.file,
        functions: [...pythonFunctions(TRAIN)],
        chosen: pipeline.function,
      }
    : null;
}
