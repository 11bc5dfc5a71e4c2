import type { RunStatus } from '#core/contract/run/status.ts';

/** What a run waits for that was asked to stop; null where nobody asked, or a worker goes on. */
export function stoppingWords({ stopping }: RunStatus): string | null {
  switch (stopping) {
    case 'finish':
      return 'Stopping… The evaluations in progress end first.';
    case 'now':
      return 'Stopping… The evaluations in progress are interrupted.';
    case null:
      return null;
  }
}
