import { childOf, type DocumentNode, isNothing, type Located } from '#core/config/document/node.ts';
import type { Report } from '#core/config/document/report.ts';
import type { RunEntries } from './run-entries.ts';
import type { RunKey } from './run-keys.ts';

const BUDGETS = [
  'max_evaluations_total',
  'max_cost_total',
  'max_evaluations_per_run',
] as const satisfies RunKey[];

/**
 * A run without any end has to say so. A budget with a wrong value counts as one: its own error is enough.
 * The finding points at a budget that is there without a value, otherwise at the text's start.
 */
export function checkBudget(entries: RunEntries, root: Located, report: Report): void {
  const incumbent = entries.get('incumbent');
  const ours = incumbent?.kind === 'map' ? incumbent : null;
  const given = [
    ...BUDGETS.map((key) => entries.get(key)),
    ours === null ? null : childOf(ours, 'max_duration'),
    ours === null ? null : childOf(ours, 'until_stopped'),
  ].filter((node) => node !== null && node !== undefined);
  if (given.some(isBudget)) {
    return;
  }
  const message =
    'Expected at least one budget (`max_evaluations_total`, `max_cost_total`, `max_evaluations_per_run` or ' +
    '`incumbent.max_duration`) or `incumbent.until_stopped: true`, found none.';
  report.error('no-budget', given[0] ?? root, message);
}

/** Anything but nothing and `until_stopped: false`. */
function isBudget(node: DocumentNode): boolean {
  return !isNothing(node) && !(node.kind === 'scalar' && node.value === false);
}
