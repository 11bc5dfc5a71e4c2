import { openNepsSource } from '../neps/neps-source.ts';
import type { ForeignSource, SourceRequest } from './source.ts';

const OPENERS: Readonly<Record<SourceRequest['format'], (request: SourceRequest) => ForeignSource>> = {
  neps: openNepsSource,
};

export function openSource(request: SourceRequest): ForeignSource {
  return OPENERS[request.format](request);
}
