import { IncumbentError } from '#core/contract/errors.ts';
import { openNepsSource } from '#core/readers/neps/neps-source.ts';
import { openJournalSource } from '#core/readers/optuna/journal-source.ts';
import { openSqliteSource } from '#core/readers/optuna/sqlite-source.ts';
import type { ForeignSource, SourceRequest } from './source.ts';

/** The formats that are read in the reading thread. */
const OPENERS: Readonly<Record<string, (request: SourceRequest) => ForeignSource>> = {
  neps: openNepsSource,
  'optuna-journal': openJournalSource,
  'optuna-sqlite': openSqliteSource,
};

export function openSource(request: SourceRequest): ForeignSource {
  const open = OPENERS[request.format];
  if (open === undefined) {
    throw new IncumbentError('internal', `The reading thread has no opener for ${request.format}`);
  }
  return open(request);
}
