import { IncumbentError } from '#core/contract/errors.ts';

/**
 * The fault of work in a root that is no longer the run that was opened; details: `gone`.
 *
 * @param holds - the run that stands there now; null where there is none
 */
export function rootReplaced(root: string, holds: string | null, options?: ErrorOptions): IncumbentError {
  const found = holds === null ? 'it is gone' : `it holds run ${holds}`;
  return new IncumbentError(
    'root-replaced',
    `The run directory must stay the run that was opened; now ${found}: ${root}. Nothing was written`,
    { root, gone: holds === null },
    options,
  );
}
