import { z } from 'zod';

/** A Python that could run the pipeline. */
const interpreterOfferSchema = z.object({
  /** What `incumbent.python` would say: an environment's folder, a path or a command. */
  setting: z.string(),
  /** Absolute, no shim. */
  path: z.string(),
  version: z.string(),
  /** How it was found, in words. */
  source: z.string(),
  /** Of the packages that the function's file imports, those that it has and those that it lacks. */
  installed: z.array(z.string()),
  missing: z.array(z.string()),
});
export type InterpreterOffer = z.infer<typeof interpreterOfferSchema>;

/** All that were found so far; sent again with each one. */
export const foundInterpretersSchema = z.object({
  seq: z.number().int(),
  interpreters: z.array(interpreterOfferSchema),
  /** True once every place was looked at. */
  done: z.boolean(),
});
export type FoundInterpreters = z.infer<typeof foundInterpretersSchema>;
