import type { ErrorCode } from '#core/contract/errors.ts';

/** The promised exit codes of every command. */
export const EXIT = {
  done: 0,
  halted: 1,
  usage: 2,
  rootRefused: 3,
  systemRefused: 4,
  stopped: 130,
} as const;

/** Which exit code a refusal of the engine means. */
export function exitCodeOfError(code: ErrorCode): number {
  switch (code) {
    case 'optimizer-failed':
      return EXIT.halted;
    case 'usage':
    case 'config-invalid':
    case 'pipeline-file-missing':
    case 'pipeline-function-missing':
    case 'pipeline-import-failed':
    case 'python-not-found':
    case 'optimizer-invalid':
    case 'not-found':
    case 'read-only-host':
      return EXIT.usage;
    case 'root-not-a-run':
    case 'root-differs':
    case 'root-occupied':
    case 'root-unsafe':
    case 'root-workers-alive':
    case 'root-format-unknown':
    case 'root-replaced':
    case 'overwrite-unconfirmed':
    case 'read-only-layout':
    case 'trial-not-found':
    case 'trial-state':
    case 'nothing-to-resume':
      return EXIT.rootRefused;
    case 'disk-full':
    case 'permission-denied':
    case 'read-only-disk':
    case 'port-in-use':
    case 'lock-timeout':
    case 'process-failed':
    case 'io':
    case 'internal':
      return EXIT.systemRefused;
  }
}
