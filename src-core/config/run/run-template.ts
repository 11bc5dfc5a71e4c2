import { OPTIMIZER_TITLES } from '#core/contract/optimizers/optimizer-titles.ts';
import type { Launch, RunFacts } from '#core/contract/run/run-view.ts';
import { typedSpace } from '../space/write-space.ts';
import { writeYaml } from '../values/typed-yaml.ts';

export type RunTemplate = {
  readonly text: string;
  /** The folder in which relative paths of the text start; null where it has none. */
  readonly file: string | null;
  /** The text of its space file; null where the space is in the text itself. */
  readonly space: string | null;
};

/** The YAML that a launch was asked for with; null for one that only brought workers. */
export function templateOfLaunch({ yaml, file, space_file }: Launch): RunTemplate | null {
  return yaml === '' ? null : { text: yaml, file, space: space_file?.text ?? null };
}

export type TemplateSource = {
  readonly facts: Pick<RunFacts, 'name' | 'space' | 'space_inferred' | 'optimizer'>;
  readonly launches: readonly Launch[];
};

/**
 * A text to begin another run with: as the latest launch that had one, otherwise written from what the files of the
 * run tell. What they don't tell is left open.
 */
export function templateOfRun({ facts, launches }: TemplateSource): RunTemplate {
  const launched = launches.map(templateOfLaunch).findLast((template) => template !== null);
  return launched ?? { text: writtenTemplate(facts), file: null, space: null };
}

function writtenTemplate({ name, space, space_inferred, optimizer }: TemplateSource['facts']): string {
  const isOurs = optimizer !== null && Object.hasOwn(OPTIMIZER_TITLES, optimizer.name);
  const rest = {
    root_directory: `results/${name}-again`,
    max_evaluations_total: 50,
    ...(isOurs ? { optimizer: optimizer.name } : {}),
  };
  const origin = space_inferred ? ': its bounds are what the trials of that run had' : '';
  return [
    `# From the files of ${name}. What they do not tell is left open.`,
    'evaluate_pipeline:  # the function, such as train.py:train',
    '',
    `# The space${origin}.`,
    space === null || space.length === 0
      ? 'pipeline_space:'
      : writeYaml({ pipeline_space: typedSpace(space) }).trimEnd(),
    '',
    writeYaml(rest).trimEnd(),
    '',
  ].join('\n');
}
