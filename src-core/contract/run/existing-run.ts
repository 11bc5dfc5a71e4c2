import { z } from 'zod';
import { countsSchema } from './status.ts';

/**
 * What stands at the place where a run is asked for.
 *
 * - `missing`, `empty`: a run can begin there. - `run`: one of ours; a start asks what should become of it.
 * - `foreign-run`: one of another program, which a start can only overwrite. - `broken-run`: one whose record can't be
 *   read. - `other-directory`, `not-a-directory`, `unsafe`, `not-writable`: nothing begins there.
 */
export const rootFindingSchema = z.object({
  /** Absolute. */
  root: z.string(),
  kind: z.enum([
    'missing',
    'empty',
    'run',
    'broken-run',
    'foreign-run',
    'other-directory',
    'not-a-directory',
    'unsafe',
    'not-writable',
  ]),
  /** Why a start is refused there, as a sentence; null where it isn't. */
  refusal: z.string().nullable(),
  /** The run that is there, as far as its record tells; null without one of ours. */
  run: z
    .object({
      created_at: z.string(),
      optimizer: z.string(),
      launches: z.number().int(),
      /** The YAML in force after its last launch, and the text of its space file. */
      yaml: z.string(),
      space_yaml: z.string().nullable(),
    })
    .nullable(),
});
export type RootFinding = z.infer<typeof rootFindingSchema>;

/** One normalised difference between the run that is there and the one that is asked for. */
const differenceSchema = z.object({
  /** `pipeline_space.width`, `optimizer`, `seed`. */
  path: z.string(),
  /** In words, null where that side lacks it. */
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type Difference = z.infer<typeof differenceSchema>;

/** What a start finds in its root directory: all that the overwrite dialog and the command line show. */
export const existingRunSchema = z.object({
  root: z.string(),
  name: z.string(),
  optimizer: z.string().nullable(),
  created_at: z.string().nullable(),
  last_change_at: z.string().nullable(),
  counts: countsSchema,
  best: z.object({ trial: z.string(), loss: z.number(), ended_at: z.string().nullable() }).nullable(),
  evaluation_seconds: z.number(),
  cost: z.number(),
  cost_unit: z.string().nullable(),
  size_bytes: z.number(),
  files: z.number().int(),
  /** Files below the root that the run did not write, relative; at most 20, `foreign_count` says how many. */
  foreign_files: z.array(z.string()),
  foreign_count: z.number().int(),
  workers_alive: z.array(z.object({ id: z.string(), host: z.string(), pid: z.number().int() })),
  differences: z.array(differenceSchema),
  /** Null where continuing is possible, otherwise the reason it is not. */
  continue_refusal: z.string().nullable(),
  /** Null where overwriting is possible, otherwise the reason it is not. */
  overwrite_refusal: z.string().nullable(),
  /** A sibling directory that does not exist yet. */
  suggested_root: z.string(),
  /** The folder into which overwriting would move the directory; its name there is known afterwards. */
  trash: z.string(),
});
export type ExistingRun = z.infer<typeof existingRunSchema>;

/** What a start does with a root that already holds a run. `ask` answers with an {@link ExistingRun}. */
export const existingChoiceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ask') }),
  z.object({ kind: z.literal('continue') }),
  z.object({ kind: z.literal('other-directory'), root: z.string() }),
  /** `confirmed_name` is the directory's own name, typed by the person. */
  z.object({ kind: z.literal('overwrite'), confirmed_name: z.string() }),
]);
export type ExistingChoice = z.infer<typeof existingChoiceSchema>;
