import type { ExistingRun, RootFinding } from '#core/contract/run/existing-run.ts';
import { absoluteDemoPath, DEMO_YAML } from './demo-files.ts';

/** What stands at a place of the made-up disk: a run where a start would find one, otherwise nothing. */
export function demoRoot(path: string, existing: ExistingRun | null): RootFinding {
  const root = absoluteDemoPath(path);
  return existing === null
    ? { root, kind: 'missing', refusal: null, run: null }
    : {
        root,
        kind: 'run',
        refusal: null,
        run: {
          created_at: existing.created_at ?? new Date(0).toISOString(),
          optimizer: existing.optimizer ?? 'random_search',
          launches: 1,
          yaml: DEMO_YAML.replace('upper: 81', 'upper: 27').replace(
            '  momentum:',
            '  # of the optimizer\n  momentum:',
          ),
          space_yaml: null,
        },
      };
}
