import type { ParsedRun } from '../run/parsed-run.ts';

/**
 * Whether a parameter has an error. The space of the text is then not the whole one: what others find missing in it may
 * well be there, so that it is not said before the error is mended.
 */
export function hasUnreadableParameter({ problems }: ParsedRun): boolean {
  return problems.some(({ severity, path }) => severity === 'error' && path?.startsWith('pipeline_space'));
}
