import { parseRun } from '#core/config/run/parse-run.ts';
import { float, type TypedValue } from '#core/config/values/typed-value.ts';
import { writeYaml } from '#core/config/values/typed-yaml.ts';
import type { RunSettings } from '#core/contract/setup/settings.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import type { Contestant } from './contestant.ts';
import type { ObjectiveHead } from './objective-server.ts';
import { Refusal } from './refusal.ts';

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

/** How far a search may go: `evaluations` is asked for beside the objective's own limit, null without. */
export type Limits = { readonly seed: number; readonly evaluations: number | null };

/** The most evaluations that a search may make; null where only its cost counts. */
export function mostEvaluations(head: ObjectiveHead, { evaluations }: Limits): number | null {
  const limits = [head.evaluations, evaluations].flatMap((limit) => limit ?? []);
  return limits.length === 0 ? null : Math.min(...limits);
}

/** The YAML of a run on the objective: as a person would write it, so that the search begins where every run does. */
function runYaml(head: ObjectiveHead, contestant: Contestant, limits: Limits): string {
  return writeYaml({
    evaluate_pipeline: { command: ['objective'] },
    pipeline_space: Object.fromEntries(
      Object.entries(head.space).map(([name, fields]) => [name, typedFields(fields, head.types[name])]),
    ),
    max_evaluations_total: mostEvaluations(head, limits),
    max_cost_total: typeof head.budget === 'number' ? float(head.budget) : null,
    ignore_errors: true,
    optimizer: { name: contestant.name, ...contestant.arguments },
    seed: limits.seed,
  });
}

/**
 * Settings and space of a run on the objective, read from YAML.
 *
 * @throws {Refusal} with every problem, where that is no valid run
 */
export function settingsFor(
  head: ObjectiveHead,
  contestant: Contestant,
  limits: Limits,
): { readonly settings: RunSettings; readonly space: SearchSpace } {
  const text = runYaml(head, contestant, limits);
  const { valid, settings, space, problems } = parseRun({ text, file: null, readText: () => null });
  if (!valid || settings === null || space === null) {
    const errors = problems.filter(({ severity }) => severity === 'error');
    throw new Refusal(
      `${head.objective} with ${contestant.name} gives no valid run: ` +
        errors.map(({ path, message }) => `${path}: ${message}`).join(' '),
    );
  }
  return { settings, space };
}
