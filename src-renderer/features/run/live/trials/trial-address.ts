import { addresses, withQuery } from '#renderer/routing/addresses.ts';

/** Where one trial of a run is shown: the table with its details open. */
export function trialAddress(runKey: string, trial: string): string {
  return withQuery(addresses.run(runKey, 'trials'), { trial });
}

/** The table with the trials of one state. */
export function stateAddress(runKey: string, state: string): string {
  return withQuery(addresses.run(runKey, 'trials'), { state });
}
