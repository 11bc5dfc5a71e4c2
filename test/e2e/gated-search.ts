import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { searchesOfThisFile } from '#test/support/searches.ts';
import { waitUntil } from '#test/support/wait-until.ts';

/** Its evaluations note that they have begun and then wait until the test lets them pass, one by one or all. */
const GATED = `import { existsSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
const isThere = (name) => existsSync(new URL(name, import.meta.url));
export async function objective({ x }, { pipelineId }) {
  writeFileSync(new URL(\`begun-\${pipelineId}\`, import.meta.url), '');
  while (!isThere('pass-all') && !isThere(\`pass-\${pipelineId}\`)) {
    await sleep(10);
  }
  return (x - 0.3) ** 2;
}
`;

export type GatedSearch = {
  readonly folder: string;
  readonly yaml: string;
  readonly root: string;
  /** Waits until the functions of these trials are at work, with nothing more to prepare. */
  readonly haveBegun: (...trials: readonly number[]) => Promise<void>;
  /** Lets the evaluations of these trials end. */
  readonly pass: (...trials: readonly number[]) => void;
  readonly passAll: () => void;
};

/** A search of which the test decides when each evaluation ends. */
export function gatedSearch(
  search: ReturnType<typeof searchesOfThisFile>,
  settings: Readonly<Record<string, unknown>> = {},
): GatedSearch {
  const made = search({ max_evaluations_total: 5, ...settings }, { 'objective.mjs': GATED });
  const open = (name: string) => writeFileSync(join(made.folder, name), '');
  return {
    ...made,
    haveBegun: async (...trials) => {
      await waitUntil(() => trials.every((trial) => existsSync(join(made.folder, `begun-${trial}`))));
    },
    pass: (...trials) => {
      for (const trial of trials) {
        open(`pass-${trial}`);
      }
    },
    passAll: () => open('pass-all'),
  };
}
