import { parseRun } from '#core/config/parse-run.ts';
import { float, type TypedValue } from '#core/config/typed-value.ts';
import { writeYaml } from '#core/config/typed-yaml.ts';
import type { RunSettings } from '#core/contract/settings.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import type { GivenArguments } from '#core/optimizers/optimizer-arguments.ts';
import type { ObjectiveHead } from './objective-server.ts';

/** Which optimizer is to search, as the settings name it. */
export type Contestant = { readonly name: string; readonly arguments: GivenArguments };

type Fields = ObjectiveHead['space'][string];

function typedFields(fields: Fields, type: ObjectiveHead['types'][string] | undefined): TypedValue {
  const isFloat = type === 'float';
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [
      key,
      isFloat && typeof value === 'number' ? float(value) : value,
    ]),
  );
}

/** The YAML of a run on the objective: as a person would write it, so that the search begins where every run does. */
function runYaml(head: ObjectiveHead, contestant: Contestant, seed: number): string {
  const budget =
    head.budget === undefined
      ? { max_evaluations_total: head.evaluations ?? null }
      : { max_cost_total: float(head.budget) };
  return writeYaml({
    evaluate_pipeline: { command: ['objective'] },
    pipeline_space: Object.fromEntries(
      Object.entries(head.space).map(([name, fields]) => [name, typedFields(fields, head.types[name])]),
    ),
    ...budget,
    ignore_errors: true,
    optimizer: { name: contestant.name, ...contestant.arguments },
    seed,
  });
}

/** Settings and space of a run on the objective, read from YAML. */
export function settingsFor(
  head: ObjectiveHead,
  contestant: Contestant,
  seed: number,
): { readonly settings: RunSettings; readonly space: SearchSpace } {
  const text = runYaml(head, contestant, seed);
  const { valid, settings, space, problems } = parseRun({ text, file: null, readText: () => null });
  if (!valid || settings === null || space === null) {
    throw new Error(`${head.objective} gives no valid run: ${JSON.stringify(problems)}\n${text}`);
  }
  return { settings, space };
}
