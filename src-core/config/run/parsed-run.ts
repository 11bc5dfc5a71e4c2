import type { Problem } from '#core/contract/setup/problem.ts';
import type { RunSettings } from '#core/contract/setup/settings.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import type { Place } from '../document/node.ts';

/** What {@link parseRun} needs: text, never a file system. */
export type ParseRunInput = {
  readonly text: string;
  /** The name that problems carry; null for a pasted text. */
  readonly file: string | null;
  /**
   * Serves `pipeline_space: path.yaml` (and an older `searcher: path.yaml`). It gets the path as it is written and
   * answers with the text, null where there is no such file.
   */
  readonly readText: (path: string) => string | null;
  /** `KEY=VALUE` in the order of the command line, applied to the document before it is read. */
  readonly set?: readonly string[];
};

/** Everything that one YAML text says, as far as it can be read. */
export type ParsedRun = {
  /** True where no problem is an error: only then may a run be started from it. */
  readonly valid: boolean;
  /** All settings with defaults filled in; null where `evaluate_pipeline` can't be read. Invalid values are left at
   * their default. Paths are as written. */
  readonly settings: RunSettings | null;
  /** The same without the one setting that has no default, for screens that show a text in the making. */
  readonly known: Partial<RunSettings>;
  /** As `known` has it; null where the text can't be read, or gives something else than a path. */
  readonly rootDirectory: string | null;
  /**
   * The settings that the text gives, by today's name, in its order; those below `incumbent` also with their dotted
   * name. A key that is there without a value is not given.
   */
  readonly given: readonly string[];
  /** The parameters that have no error, in the order of the file; null where no space can be read at all. */
  readonly space: SearchSpace | null;
  /** The path that `pipeline_space` names, as written; null for a space in the text itself. */
  readonly spaceFile: string | null;
  /** Every finding, in the order of the text: errors, warnings and notes. */
  readonly problems: readonly Problem[];
  /**
   * Where the value of a dotted path stands (`optimizer.eta`, `pipeline_space.width.upper`), by today's names: for
   * findings of others, such as an argument that the optimizer does not know or a file that is missing.
   */
  readonly places: ReadonlyMap<string, Place>;
};

/**
 * Whether a parameter has an error. The space of the text is then not the whole one: what others find missing in it may
 * well be there, so that it is not said before the error is mended.
 */
export function hasUnreadableParameter({ problems }: ParsedRun): boolean {
  return problems.some(({ severity, path }) => severity === 'error' && path?.startsWith('pipeline_space'));
}
