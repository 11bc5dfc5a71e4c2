import type { ComparedRun } from '#core/contract/analysis/compare.ts';
import { optimizerTitleOf } from '#core/contract/optimizers/optimizer-titles.ts';
import { grouped } from '../trials/grouped.ts';
import { isHousekeeping, keyedFacts } from './compared-keys.ts';

/**
 * How runs are put together.
 *
 * - `optimizer`: runs of one optimizer, whatever its arguments.
 * - `settings`: runs in which everything is the same but the seed and where and how they are kept.
 * - `run`: each for itself.
 * - `hand`: as a person chose.
 */
export type GroupBy = 'optimizer' | 'settings' | 'run' | 'hand';

export type RunGroup = { readonly name: string; readonly runs: readonly ComparedRun[] };

/** Groups in the order of their first runs. `byHand` is the name of the group of each run, by its key. */
export function groupRuns(
  runs: readonly ComparedRun[],
  by: GroupBy,
  byHand: ReadonlyMap<string, string> = new Map(),
): readonly RunGroup[] {
  switch (by) {
    case 'optimizer':
      return named(grouped(runs, optimizerName));
    case 'run':
      return namedApart(runs.map((run) => ({ name: run.name, runs: [run] })));
    case 'hand':
      return named(grouped(runs, ({ key }) => byHand.get(key) ?? 'Other runs'));
    case 'settings':
      return bySettings(runs);
  }
}

function named(groups: ReadonlyMap<string, readonly ComparedRun[]>): readonly RunGroup[] {
  return [...groups].map(([name, runs]) => ({ name, runs }));
}

function optimizerName({ optimizer }: ComparedRun): string {
  return optimizer === null ? 'Unknown optimizer' : optimizerTitleOf(optimizer.name);
}

type Facts = ReadonlyMap<string, string>;

function settingsOf(run: ComparedRun): Facts {
  return new Map([...keyedFacts(run)].filter(([key]) => key !== 'seed' && !isHousekeeping(key)));
}

function bySettings(runs: readonly ComparedRun[]): readonly RunGroup[] {
  const facts = new Map(runs.map((run) => [run, settingsOf(run)]));
  const textOf = (run: ComparedRun) => JSON.stringify([...(facts.get(run) ?? [])].sort());
  const groups = [...grouped(runs, textOf).values()];
  const firsts = groups.map(([first]) => (first && facts.get(first)) ?? new Map<string, string>());
  const telling = keysThatDiffer(firsts).filter((key) => key !== 'optimizer');
  return namedApart(
    groups.map((having, index) => ({
      name: settingsName(having[0], firsts[index] ?? new Map(), telling),
      runs: having,
    })),
  );
}

function keysThatDiffer(facts: readonly Facts[]): readonly string[] {
  const keys = new Set(facts.flatMap((each) => [...each.keys()]));
  return [...keys].filter((key) => new Set(facts.map((each) => each.get(key))).size > 1);
}

/** How many differing keys a name tells. */
const TOLD = 2;

/** The optimizer and what sets the group apart: `Asha, eta 4`. */
function settingsName(run: ComparedRun | undefined, facts: Facts, telling: readonly string[]): string {
  const own = telling.filter((key) => facts.has(key)).slice(0, TOLD);
  const parts = own.map((key) => `${key.split('.').at(-1)} ${facts.get(key)}`);
  return [run === undefined ? '' : optimizerName(run), ...parts].join(', ');
}

/** Groups with equal names are told apart by a number. */
function namedApart(groups: readonly RunGroup[]): readonly RunGroup[] {
  const seen = new Map<string, number>();
  return groups.map(({ name, runs }) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return { name: count === 1 ? name : `${name} (${count})`, runs };
  });
}
