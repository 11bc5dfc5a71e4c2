import { existsSync, statSync } from 'node:fs';
import type { z } from 'zod';
import type { RunLayout } from '../layout.ts';
import {
  errorSchema,
  metadataSchema,
  readTrial,
  readYamlAs,
  resultSchema,
  type TrialOnDisk,
} from '../trials/read-trial.ts';
import { outcomeFile, type TrialFacts } from '../trials/trial-files.ts';

/** What stands at the place of a file. `torn`: empty, half, or something else, as after a power cut. */
type FileSight = 'missing' | 'torn' | 'readable';

export type ExpectedFile = { readonly path: string; readonly sight: FileSight };

/** The files that a trial must have as the journals tell it, and what stands there. */
export function expectedFiles(layout: RunLayout, facts: TrialFacts): readonly ExpectedFile[] {
  const files = layout.trial(facts.trial.trial);
  const outcome = outcomeFile(facts);
  return [
    { path: files.config, sight: existsSync(files.config) ? configSight(layout, facts) : 'missing' },
    { path: files.metadata, sight: sightOf(files.metadata, metadataSchema) },
    ...(facts.trial.previous === null ? [] : [{ path: files.previous, sight: textSight(files.previous) }]),
    ...(outcome === null
      ? []
      : [
          {
            path: files[outcome.kind],
            sight: sightOf(files[outcome.kind], outcome.kind === 'result' ? resultSchema : errorSchema),
          },
        ]),
  ];
}

/** A trial is read where its configuration can be. */
function configSight(layout: RunLayout, { trial }: TrialFacts): FileSight {
  return readTrial(layout, trial.trial) === null ? 'torn' : 'readable';
}

function sightOf(path: string, schema: z.ZodType): FileSight {
  return existsSync(path) ? (readYamlAs(schema, path) === null ? 'torn' : 'readable') : 'missing';
}

function textSight(path: string): FileSight {
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  return size === undefined ? 'missing' : size === 0 ? 'torn' : 'readable';
}

/** In words, for evidence: `success, attempt 2, loss 0.5`. */
export function diskInWords({ metadata, outcome }: TrialOnDisk): string {
  const state = metadata.state ?? (outcome === null ? 'no state' : outcome.kind);
  const attempt = metadata.attempt == null ? '' : `, attempt ${metadata.attempt}`;
  const by = metadata.worker == null ? '' : ` of worker ${metadata.worker}`;
  return `${state}${attempt}${by}${outcome === null ? '' : `, ${outcomeInWords(outcome)}`}`;
}

function outcomeInWords(outcome: NonNullable<TrialOnDisk['outcome']>): string {
  return outcome.kind === 'success'
    ? `loss ${outcome.loss}`
    : `error ${outcome.error.type}: ${outcome.error.message.split('\n')[0]}`;
}

/** The same of what the journals tell. */
export function factsInWords({ trial }: TrialFacts): string {
  const { state, attempt, worker, loss, error } = trial;
  const by = worker === null ? '' : ` of worker ${worker}`;
  const what =
    loss !== null
      ? `, loss ${loss}`
      : error === null
        ? ''
        : `, error ${error.type}: ${error.message.split('\n')[0]}`;
  return `${state}, attempt ${attempt}${by}${what}`;
}
