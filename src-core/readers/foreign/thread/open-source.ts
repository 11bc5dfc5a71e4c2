import { openNepsSource } from '#core/readers/neps/neps-source.ts';
import { openJournalSource } from '#core/readers/optuna/journal-source.ts';
import { openSqliteSource } from '#core/readers/optuna/sqlite-source.ts';
import type { ForeignSource, SourceRequest } from './source.ts';

const OPENERS: Readonly<Record<SourceRequest['format'], (request: SourceRequest) => ForeignSource>> = {
  neps: openNepsSource,
  'optuna-journal': openJournalSource,
  'optuna-sqlite': openSqliteSource,
};

export function openSource(request: SourceRequest): ForeignSource {
  return OPENERS[request.format](request);
}
