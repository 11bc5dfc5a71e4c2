import {
  childOf,
  type DocumentNode,
  isNothing,
  type Located,
  type MapNode,
} from '#core/config/document/node.ts';
import type { Report } from '#core/config/document/report.ts';
import { nearNames } from '#core/config/words/near-names.ts';
import type { RunEntries } from './run-entries.ts';
import { FIDELITY_BUDGET, INCUMBENT_KEYS, type RunKey } from './run-keys.ts';

const BUDGETS = [
  'max_evaluations_total',
  'max_cost_total',
  'max_evaluations_per_run',
] as const satisfies RunKey[];

/** Those in the section of our own. */
const OUR_BUDGETS = ['max_duration', 'until_stopped'];

/**
 * A run without any end has to say so. A budget with a wrong value or a misspelt name counts as one: its own error is
 * enough. The finding points at a budget that is there without a value or is none here, otherwise at the text's start.
 *
 * @param text - its start, the keys that its misspelt names mean, and its budget of fidelities
 */
export function checkBudget(
  entries: RunEntries,
  text: Located & { readonly meant: ReadonlySet<string>; readonly fidelityBudget: Located | null },
  report: Report,
): void {
  const incumbent = entries.get('incumbent');
  const ours = incumbent?.kind === 'map' ? incumbent : null;
  const given = [
    ...BUDGETS.map((key) => entries.get(key)),
    ...OUR_BUDGETS.map((key) => (ours === null ? null : childOf(ours, key))),
  ].filter((node) => node !== null && node !== undefined);
  const isMeant = BUDGETS.some((key) => text.meant.has(key)) || isMeantBelow(ours, text.meant);
  if (isMeant || given.some(isBudget)) {
    return;
  }
  const message =
    'Expected at least one budget (`max_evaluations_total`, `max_cost_total`, `max_evaluations_per_run` or ' +
    '`incumbent.max_duration`) or `incumbent.until_stopped: true`, found ';
  const found =
    text.fidelityBudget === null
      ? 'none.'
      : `\`${FIDELITY_BUDGET}\` alone, which is no budget here: count evaluations, or what they cost.`;
  report.error('no-budget', given[0] ?? text.fidelityBudget ?? text, `${message}${found}`);
}

/** A misspelt budget of our section, in it or at the top level. */
function isMeantBelow(ours: MapNode | null, meant: ReadonlySet<string>): boolean {
  const unknown = ours?.entries.map(({ key }) => key.name).filter((name) => !INCUMBENT_KEYS.includes(name));
  const near = unknown?.flatMap((name) => nearNames(name, INCUMBENT_KEYS)[0] ?? []) ?? [];
  return OUR_BUDGETS.some((key) => meant.has(`incumbent.${key}`) || near.includes(key));
}

/** Anything but nothing and `until_stopped: false`. */
function isBudget(node: DocumentNode): boolean {
  return !isNothing(node) && !(node.kind === 'scalar' && node.value === false);
}
