import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import { readTypedYaml } from '#core/config/values/read-typed-yaml.ts';
import { plainValue } from '#core/config/values/typed-value.ts';
import { IncumbentError, messageOf } from '#core/contract/errors.ts';
import { type ResolvedOptimizer, resolvedOptimizerSchema } from '#core/contract/optimizers/optimizers.ts';
import {
  type BranchLink,
  type BranchOrigin,
  branchLinkSchema,
  branchOriginSchema,
  type Launch,
  launchSchema,
} from '#core/contract/run/run-view.ts';
import type { RunSettings } from '#core/contract/setup/settings.ts';
import { type SearchSpace, searchSpaceSchema } from '#core/contract/space.ts';
import { runLayout } from '#core/state/layout.ts';
import { RUN_FORMAT, storedSettingsSchema } from '#core/state/root/run-record.ts';
import type { ReaderFacts } from '../reader.ts';

/**
 * What `run.yaml` says, as far as it can be understood: a newer version's record may lack or add things, and whoever
 * only looks shall see what there is.
 */
export type RecordView = {
  readonly format: number;
  readonly run_id: string;
  readonly created_at: string | null;
  readonly optimizer: ResolvedOptimizer | null;
  readonly settings: RunSettings | null;
  /** Settings as they stand there, understood or not. */
  readonly writtenSettings: Readonly<Record<string, unknown>> | null;
  readonly space: SearchSpace | null;
  readonly launches: readonly Launch[];
  readonly branched_from: BranchOrigin | null;
  readonly branches: readonly BranchLink[];
  readonly readOnlyBecause: string | null;
};

const essentials = z.object({ format: z.number().int(), run_id: z.string() });

/**
 * Others have their turn between the steps: the first record that a process reads costs each of them most.
 *
 * @throws IncumbentError `root-not-a-run` where there is no record, or none that names its format and run.
 */
export async function readRecordView(root: string): Promise<RecordView> {
  const file = runLayout(root).record;
  const content = await readContent(file, root);
  const named = essentials.safeParse(content);
  if (!named.success) {
    throw new IncumbentError(
      'root-not-a-run',
      `Expected format and run_id in ${file}: ${z.prettifyError(named.error)}. The run can't be read without them.`,
      { root, file },
    );
  }
  return { ...named.data, ...(await understood(content, named.data.format)) };
}

async function readContent(file: string, root: string): Promise<Readonly<Record<string, unknown>>> {
  const read = readTypedYaml(await readText(file, root));
  await nextTurn();
  const content = z.record(z.string(), z.unknown());
  const parsed = read.kind === 'value' ? content.safeParse(plainValue(read.value)) : null;
  if (parsed?.success !== true) {
    const because = read.kind === 'unreadable' ? read.because : 'found no mapping';
    throw unreadable(file, root, because);
  }
  return parsed.data;
}

async function readText(file: string, root: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw unreadable(file, root, messageOf(error));
  }
}

function unreadable(file: string, root: string, because: string): IncumbentError {
  const message = `Expected the record of a run at ${file}: ${because}`;
  return new IncumbentError('root-not-a-run', message, { root, file });
}

async function understood(content: Readonly<Record<string, unknown>>, format: number) {
  await nextTurn();
  const settings = understoodAs(storedSettingsSchema, content.settings);
  await nextTurn();
  const space = understoodAs(searchSpaceSchema, content.space);
  await nextTurn();
  return {
    created_at: understoodAs(z.string(), content.created_at),
    optimizer: understoodAs(resolvedOptimizerSchema, content.optimizer),
    settings,
    writtenSettings: understoodAs(z.record(z.string(), z.unknown()), content.settings),
    space,
    launches: understoodAs(z.array(launchSchema), content.launches) ?? [],
    branched_from: understoodAs(branchOriginSchema, content.branched_from),
    branches: understoodAs(z.array(branchLinkSchema), content.branches) ?? [],
    readOnlyBecause: format > RUN_FORMAT ? newerFormat(format) : null,
  };
}

function newerFormat(format: number): string {
  return (
    `A newer version of Incumbent keeps this run (format ${format}, this version knows ${RUN_FORMAT}): ` +
    'it can be looked at, and steered with that version'
  );
}

function understoodAs<T>(schema: z.ZodType<T>, value: unknown): T | null {
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : null;
}

/** Differs after every replacement of the record; null while there is none. */
export async function recordStamp(root: string): Promise<string | null> {
  const found = await stat(runLayout(root).record, { bigint: true }).catch(() => null);
  return found === null ? null : `${found.dev} ${found.ino} ${found.mtimeNs} ${found.size}`;
}

/** What the record tells of the run that does not change with its trials. */
export function factsOf(root: string, record: RecordView): ReaderFacts {
  return {
    name: basename(root),
    root,
    space_inferred: false,
    space: record.space === null ? null : [...record.space],
    optimizer: record.optimizer,
    settings: record.writtenSettings,
    read_only_because: record.readOnlyBecause,
  };
}
