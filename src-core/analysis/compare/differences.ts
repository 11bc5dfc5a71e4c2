import type { ComparedRun } from '#core/contract/analysis/compare.ts';
import { isHousekeeping, keyedFacts } from './compared-keys.ts';

/** A key in which runs differ: each value with the runs that have it, the most common first. */
export type RunDifference = {
  readonly key: string;
  readonly values: readonly {
    /** Null for runs that have nothing there. */
    readonly text: string | null;
    readonly runs: readonly ComparedRun[];
  }[];
  readonly isHousekeeping: boolean;
};

/** What differs between runs; in the order of the keys of the first run that has them. */
export function differencesOf(runs: readonly ComparedRun[]): readonly RunDifference[] {
  const facts = runs.map((run) => ({ run, facts: keyedFacts(run) }));
  const keys = new Set(facts.flatMap((each) => [...each.facts.keys()]));
  return [...keys].flatMap((key) => {
    const byText = new Map<string | null, ComparedRun[]>();
    for (const { run, facts: known } of facts) {
      const text = known.get(key) ?? null;
      if (text === null && key.startsWith('optimizer.')) {
        // Another optimizer has other arguments: that the optimizers differ is told already.
        continue;
      }
      byText.set(text, [...(byText.get(text) ?? []), run]);
    }
    const values = [...byText].map(([text, having]) => ({ text, runs: having }));
    return values.length < 2
      ? []
      : [
          {
            key,
            values: values.sort((a, b) => b.runs.length - a.runs.length),
            isHousekeeping: isHousekeeping(key),
          },
        ];
  });
}

/** One sentence on spaces and pipelines: whether the losses of these runs mean the same at all. */
export function commonGround(runs: readonly ComparedRun[], differences: readonly RunDifference[]): string {
  const spaces = differences.filter(({ key }) => key.startsWith('pipeline_space.')).length;
  const unknown = runs.filter(({ space, space_inferred }) => space === null || space_inferred).length;
  const pipelines = differences.some(({ key }) => key === 'evaluate_pipeline');
  const space =
    spaces > 0
      ? `The search spaces differ in ${spaces === 1 ? '1 parameter' : `${spaces} parameters`}`
      : 'All runs share one search space';
  const pipeline = pipelines ? 'and the pipelines differ' : 'and one pipeline';
  const sentence = spaces > 0 && !pipelines ? space : `${space} ${pipeline}`;
  return unknown > 0
    ? `${sentence}, as far as known: of ${unknown} of ${runs.length} runs the space is read off the trials.`
    : `${sentence}.`;
}
