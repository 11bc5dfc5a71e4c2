import type { ExistingRun } from '#core/contract/run/existing-run.ts';
import type { Launch } from '#core/contract/run/run-view.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { RunRecord } from '#core/state/root/run-record.ts';
import type { BranchSource } from '../branch/branch-source.ts';
import type { ReadyRun } from '../read/ready-run.ts';

/**
 * What to do with a run that is there already.
 *
 * - `ask`: answer with what is there.
 * - `continue`: join it or go on with it.
 * - `overwrite`: move it away, if `confirmed`. `ifIdle` is the YAML's key: a root with live workers is joined then,
 *   where somebody who says it at this very call is refused.
 */
export type RootWish =
  | { readonly kind: 'ask' }
  | { readonly kind: 'continue' }
  | { readonly kind: 'overwrite'; readonly confirmed: boolean; readonly ifIdle: boolean };

export type RootRequest = {
  readonly run: ReadyRun;
  readonly wish: RootWish;
  readonly launch: Launch;
  /** What a new run begins with; null for nothing. */
  readonly branch?: BranchSource | null | undefined;
  /** When the launching call began: a root that was created later belongs to a start at the same moment. */
  readonly begunAt: Date;
  readonly home: string;
  readonly clock: Clock;
};

export type PreparedRoot =
  | {
      readonly kind: 'ready';
      readonly how: 'created' | 'joined' | 'continued';
      /** Absolute, links resolved. */
      readonly root: string;
      readonly record: RunRecord;
      /** Where the run that was overwritten lies now; null where none was. */
      readonly trash: string | null;
      /** What has changed since the launch before, as `changedPipeline` and `changedOptimizer` have it. */
      readonly pipelineChange: string | null;
      /** The stop generation before the launch was recorded: whoever stops the run knowing of it binds its workers. */
      readonly generation: number;
    }
  | { readonly kind: 'exists'; readonly existing: ExistingRun };
