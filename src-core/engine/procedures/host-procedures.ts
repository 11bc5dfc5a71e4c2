import { availableParallelism, homedir, hostname } from 'node:os';
import { slurmRefusal } from '#core/launch/slurm/sbatch.ts';
import { listDirectory } from '../files/list-directory.ts';
import { typedPath } from '../files/typed-path.ts';
import type { EngineParts } from './engine-parts.ts';
import type { Procedures } from './engine-types.ts';

/** The contract's procedures of the machine that the engine runs on. */
export function hostProcedures({ options }: EngineParts): Procedures<'host'> {
  return {
    info: async () => ({
      version: options.version,
      host: options.host,
      machine: hostname(),
      platform: process.platform,
      home: options.readOnly ? null : homedir(),
      read_only: options.readOnly,
      cpus: availableParallelism(),
      working_directory: options.readOnly ? null : options.workingDirectory,
      slurm_refusal: options.readOnly
        ? 'This page was opened for reading only.'
        : await slurmRefusal(options.env, process.execPath),
    }),
    list: async ({ path }) => listDirectory(typedPath(path, options)),
  };
}
