import { join } from 'node:path';
import { readSmallFile, stampOfFile } from '../foreign/small-file.ts';

/** The library's own list of errors: one JSON object a line, rewritten as a whole with each. */
export const SHARED_ERRORS = 'shared_errors.jsonl';

/** Classes of exceptions by trial, as the list says. It alone knows those that were returned, not raised. */
export type SharedErrors = {
  typeOf(trial: string): string | null;
  /** Reads the list again where it has changed; answers the trials of which it says something new. */
  refresh(): readonly string[];
};

export function createSharedErrors(root: string): SharedErrors {
  const file = join(root, SHARED_ERRORS);
  const types = new Map<string, string>();
  let stamp = '-';
  return {
    typeOf: (trial) => types.get(trial) ?? null,
    refresh: () => {
      const now = stampOfFile(file);
      if (now === stamp) {
        return [];
      }
      stamp = now;
      const news: string[] = [];
      for (const { trial, type } of entriesOf(readSmallFile(file) ?? '')) {
        if (types.get(trial) !== type) {
          types.set(trial, type);
          news.push(trial);
        }
      }
      return news;
    },
  };
}

type Entry = { readonly trial: string; readonly type: string };

function entriesOf(text: string): readonly Entry[] {
  return text.split('\n').flatMap((line) => entryOf(line) ?? []);
}

/** Null for a line that is cut or says something else. */
function entryOf(line: string): Entry | null {
  try {
    const entry: unknown = JSON.parse(line);
    const { trial_id: trial, err_type: type } = Object(entry) as Record<string, unknown>;
    return typeof trial === 'string' && typeof type === 'string' ? { trial, type } : null;
  } catch {
    return null;
  }
}
