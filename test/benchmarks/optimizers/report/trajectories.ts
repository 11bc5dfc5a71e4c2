import { z } from 'zod';

const objectiveSchema = z.object({
  name: z.string(),
  /** As `score.py` groups them: "black-box", "multi-fidelity", with ", good priors" or ", bad priors". */
  group: z.string(),
  optimum: z.number(),
  random_median: z.number(),
  evaluations: z.number().nullable(),
  budget: z.number().nullable(),
  /** The objective of which this one is a variant with priors. */
  function: z.string().nullable(),
});
export type ObjectiveEntry = z.infer<typeof objectiveSchema>;

const runSchema = z.object({
  optimizer: z.string(),
  objective: z.string(),
  seed: z.number(),
  workers: z.number(),
  evaluations: z.number().nullable(),
  /** Noise-free loss of the incumbent at evaluation (or at cost) 1, 2, …; null before the first success. */
  true: z.array(z.number().nullable()),
});
export type Trajectory = z.infer<typeof runSchema>;

/** What `trajectories.py` makes of result files. */
export const trajectoriesSchema = z.object({
  name: z.string(),
  objectives: z.array(objectiveSchema),
  runs: z.array(runSchema),
});
export type Trajectories = z.infer<typeof trajectoriesSchema>;

const referenceSchema = z.object({
  versions: z.record(z.string(), z.string()),
  runs: z.array(
    runSchema.pick({ optimizer: true, objective: true, seed: true, true: true }).extend({ tool: z.string() }),
  ),
});

/** The references' runs, named `tool:optimizer`, and the versions of the tools. */
export function readReferences(text: string): {
  readonly versions: Readonly<Record<string, string>>;
  readonly runs: readonly Trajectory[];
} {
  const { versions, runs } = referenceSchema.parse(JSON.parse(text));
  return {
    versions,
    runs: runs.map(({ tool, optimizer, ...run }) => ({
      ...run,
      optimizer: `${tool}:${optimizer}`,
      workers: 1,
      evaluations: null,
    })),
  };
}

/** A search that makes no use of priors counts on the variants of its objective that only add priors, too. */
export function withVariants(
  runs: readonly Trajectory[],
  objectives: readonly ObjectiveEntry[],
): readonly Trajectory[] {
  const own = new Set(runs.map(({ optimizer, objective }) => `${optimizer} ${objective}`));
  const more = objectives.flatMap(({ name, function: base }) =>
    runs
      .filter((run) => run.objective === base && !own.has(`${run.optimizer} ${name}`))
      .map((run) => ({ ...run, objective: name })),
  );
  return [...runs, ...more];
}

/** The least regret that counts, as a logarithm: below it all are perfect. */
const FLOOR = -4;

/** log10 of (loss − optimum) / (loss of a typical random point − optimum), 0 before the first success. */
export function logRegret({ optimum, random_median }: ObjectiveEntry, loss: number | null): number {
  const regret = loss === null ? 1 : (loss - optimum) / (random_median - optimum);
  return Math.max(FLOOR, Math.log10(Math.max(regret, 10 ** FLOOR)));
}

/** How many evaluations an objective allows, or how much cost. */
export function lengthOf({ evaluations, budget }: ObjectiveEntry): number {
  return evaluations ?? Math.floor(budget ?? 0);
}
