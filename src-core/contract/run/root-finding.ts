import { z } from 'zod';

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
      /** The YAML of its last launch that had one, and the text of its space file. */
      yaml: z.string(),
      space_yaml: z.string().nullable(),
    })
    .nullable(),
});
export type RootFinding = z.infer<typeof rootFindingSchema>;
