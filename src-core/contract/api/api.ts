import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { comparisonSchema } from '../analysis/compare.ts';
import { directoryEntrySchema, hostInfoSchema } from '../home.ts';
import { call, nothing } from './api-parts.ts';
import { homeApi } from './home-api.ts';
import { runApi } from './run-api.ts';
import { setupApi } from './setup-api.ts';

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
