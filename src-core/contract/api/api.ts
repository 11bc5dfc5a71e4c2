import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { comparisonSchema } from '../analysis/compare.ts';
import {
  directoryEntrySchema,
  exampleSchema,
  homeUpdateSchema,
  hostInfoSchema,
  trashEntrySchema,
} from '../home.ts';
import { call, nothing, runKey, textFileSchema } from './api-parts.ts';
import { runApi } from './run-api.ts';
import { setupApi } from './setup-api.ts';

/** The list of runs, the trash beside them, and the examples. */
const homeApi = {
  watch: call.input(nothing).output(eventIterator(homeUpdateSchema)),
  /** Adds a run directory to the list; nothing is written into it. */
  open: call.input(z.object({ path: z.string() })).output(runKey),
  /** Takes it off the list; its files stay. */
  remove: call.input(runKey).output(nothing),
  watchFolder: call.input(z.object({ path: z.string() })).output(z.object({ found: z.number().int() })),
  unwatchFolder: call.input(z.object({ path: z.string() })).output(nothing),
  /** What lies in the trash of these folders (those that hold runs, and runs with their deleted trials), newest first. */
  trash: call.input(z.object({ folders: z.array(z.string()).max(5_000) })).output(z.array(trashEntrySchema)),
  /** Moves an entry back, a run whose place is taken to its `other_place`; answers the key of the run. */
  restore: call.input(z.object({ path: z.string() })).output(runKey.extend({ root: z.string() })),
  examples: call.input(nothing).output(z.array(exampleSchema)),
  /** Copies the example where it may be changed and answers with its YAML; an earlier copy stays as it is. */
  copyExample: call.input(z.object({ name: z.string() })).output(textFileSchema),
  /** Copies the example where it may be changed, starts it and answers with its key. */
  startExample: call.input(z.object({ name: z.string() })).output(runKey),
};

/**
 * The engine's API, written once for every transport. Inputs and outputs are validated at the boundary; live data are
 * event iterators that start with all there is, and close when the client breaks off.
 */
export const engineContract = {
  host: {
    info: call.input(nothing).output(hostInfoSchema),
    /** Directories, YAML files and source texts of one folder, for the browser host's own dialog. */
    list: call
      .input(z.object({ path: z.string() }))
      .output(
        z.object({ path: z.string(), parent: z.string().nullable(), entries: z.array(directoryEntrySchema) }),
      ),
  },
  home: homeApi,
  run: runApi,
  compare: {
    /** Runs of the list beside each other; one that can't be read says so in its place. */
    watch: call
      .input(z.object({ keys: z.array(z.string()).max(200) }))
      .output(eventIterator(comparisonSchema)),
  },
  setup: setupApi,
};
export type EngineContract = typeof engineContract;
