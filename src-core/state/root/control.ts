import { existsSync } from 'node:fs';
import { z } from 'zod';
import { systemClock } from '#core/platform/clock.ts';
import { readTextOrNull } from '#core/platform/files.ts';
import { parseJsonAs } from '../json-file.ts';
import { runLayout } from '../layout.ts';
import { createOnce } from '../run-files.ts';

/** `finish`: end after the evaluation in progress; `now`: interrupt it; `error`: as finish, because one failed. */
const stopKindSchema = z.enum(['finish', 'now', 'error']);

/** One stop generation: it binds every worker that registered at a lower generation, on whatever machine. */
const stopSchema = z.object({
  generation: z.number().int(),
  kind: stopKindSchema,
  at: z.string(),
  /** Who asked, for people: a worker's id, `app`, `command line`. */
  by: z.string(),
  /** `error`: the trial that failed. `now`: this trial alone is interrupted, the workers go on. */
  trial: z.string().nullable(),
  /** Together with `trial`: the attempt that is meant. A later one of the same trial is left alone. */
  attempt: z.number().int().nullable().default(null),
  message: z.string().nullable(),
});
export type Stop = z.infer<typeof stopSchema>;

/** A stop of one evaluation binds no worker beyond it. */
export function isForOneTrial(stop: Stop): boolean {
  return stop.kind === 'now' && stop.trial !== null;
}

export type StopRequest = Pick<Stop, 'kind' | 'by'> & Partial<Pick<Stop, 'trial' | 'attempt' | 'message'>>;

/** Begins the next stop generation. Of two requests at the same moment both stand, one after the other. */
export async function requestStop(root: string, request: StopRequest, clock = systemClock): Promise<Stop> {
  const layout = runLayout(root);
  for (let generation = (await currentGeneration(root)) + 1; ; generation += 1) {
    const stop: Stop = {
      generation,
      kind: request.kind,
      at: clock.now().toISOString(),
      by: request.by,
      trial: request.trial ?? null,
      attempt: request.attempt ?? null,
      message: request.message ?? null,
    };
    if (createOnce('stop', layout.stop(generation), `${JSON.stringify(stop)}\n`)) {
      return stop;
    }
  }
}

/** The latest stop generation, 0 before the first. A worker registers with it. */
export async function currentGeneration(root: string, from = 0): Promise<number> {
  const layout = runLayout(root);
  let generation = from;
  while (existsSync(layout.stop(generation + 1))) {
    generation += 1;
  }
  return generation;
}

/**
 * The stops after a generation, oldest first: those that bind a worker which registered with it. Found by their names
 * one after the other. A file that can't be read yet ends the list; one that others came after is damaged, and what
 * they ask for stands.
 */
export async function stopsSince(root: string, generation: number): Promise<readonly Stop[]> {
  const layout = runLayout(root);
  const stops: Stop[] = [];
  for (let next = generation + 1; ; next += 1) {
    const stop = parseJsonAs(stopSchema, readTextOrNull(layout.stop(next)));
    if (stop !== null) {
      stops.push({ ...stop, generation: next });
    } else if (!existsSync(layout.stop(next + 1))) {
      return stops;
    }
  }
}
