import type { RunEvent } from '#core/contract/run/run-view.ts';
import type { RunStatus } from '#core/contract/run/status.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import { INCUMBENT_DEFAULTS } from '#core/contract/setup/settings.ts';
import type { Clock } from '#core/platform/clock.ts';
import { isDiskFull } from '#core/platform/disk.ts';
import { runLayout } from '#core/state/layout.ts';
import type { Ledger } from '#core/state/ledger/ledger.ts';
import { type Stop, stopsSince } from '#core/state/root/control.ts';
import { listSubmissions, type Submission } from '#core/state/root/submissions.ts';
import { staleTrials } from '#core/state/workers/liveness.ts';
import { createWorkerSight, type WorkerSight, type WorkersSeen } from '#core/state/workers/worker-sight.ts';
import { type DiskUse, diskUse } from '../disk-use.ts';
import type { OpenedRun, ReaderFacts, RefreshScope, RunChange, RunOrigin, WatchTarget } from '../reader.ts';
import { type CurrentRecord, createCurrentRecord } from './current-record.ts';
import { latestEvents } from './events.ts';
import { factsOf, type RecordView } from './record-view.ts';
import { runProblems } from './status/problems.ts';
import { runStatus } from './status/run-status.ts';
import { createChangingSource } from './trials/changing-source.ts';
import { createLiveCurves, type LiveCurves } from './trials/live-curves.ts';
import { createTrialEvents } from './trials/trial-events.ts';
import type { TrialChanges, TrialSource } from './trials/trial-source.ts';
import { watchTargetsOf } from './watch-targets.ts';

export type OpenedIncumbentOptions = {
  readonly root: string;
  readonly clock: Clock;
  readonly record: RecordView;
  readonly stamp: string;
};

/** A run directory of ours that is being looked at: its journals replayed, its workers observed. */
export class OpenedIncumbent implements OpenedRun {
  readonly root: string;
  readonly reader = 'incumbent';
  readonly layout = 'incumbent';
  readonly #clock: Clock;
  readonly #source: TrialSource;
  readonly #trialEvents = createTrialEvents();
  readonly #curves: LiveCurves;
  readonly #record: CurrentRecord;
  #sight: WorkerSight;
  #seen: WorkersSeen = { workers: [], liveness: new Map() };
  #stops: readonly Stop[] = [];
  #submissions: readonly Submission[] = [];
  #stale: ReadonlySet<string> = new Set();
  #isDiskFull = false;
  #status: RunStatus;
  #events: readonly RunEvent[] = [];

  constructor({ root, clock, record, stamp }: OpenedIncumbentOptions) {
    this.root = root;
    this.#clock = clock;
    this.#record = createCurrentRecord(root, { record, stamp });
    this.#source = createChangingSource(root, clock);
    this.#curves = createLiveCurves(root);
    this.#sight = this.#newSight();
    this.#status = this.#deriveStatus();
  }

  facts(): ReaderFacts {
    return factsOf(this.root, this.#record.view);
  }

  origin(): RunOrigin {
    const { launches, format, run_id, branched_from, branches } = this.#record.view;
    return { launches, format, run_id, branched_from, branches };
  }

  status(): RunStatus {
    return this.#status;
  }

  events(): readonly RunEvent[] {
    return this.#events;
  }

  trials(): readonly Trial[] {
    const isPlain = this.#stale.size === 0 && this.#ledger.inState('evaluating').length === 0;
    return isPlain ? this.#ledger.all : this.#ledger.all.map((trial) => this.#shown(trial));
  }

  trial(id: string): Trial | null {
    const trial = this.#ledger.get(id);
    return trial === null ? null : this.#shown(trial);
  }

  watchTargets(): readonly WatchTarget[] {
    return watchTargetsOf(this.root);
  }

  trialLogFile(id: string): string | null {
    return this.#ledger.get(id) === null ? null : runLayout(this.root).trial(id).log;
  }

  trialFolder(id: string): string {
    return runLayout(this.root).trial(id).directory;
  }

  workerLogFile(id: string): string | null {
    // A worker that failed before it could register has a log too; a name of these characters leads nowhere else.
    return /^[\w.-]+$/.test(id) ? runLayout(this.root).workerLog(id) : null;
  }

  async diskUse(): Promise<DiskUse> {
    return await diskUse(this.root);
  }

  close(): void {
    // Files are opened for each reading only.
  }

  async refresh(scope: RefreshScope): Promise<RunChange | null> {
    const facts = await this.#refreshRecord();
    let changes = NO_CHANGES;
    if (scope === 'files' || facts) {
      changes = await this.#source.read();
      this.#stops = await stopsSince(this.root, 0);
      this.#submissions = await listSubmissions(this.root);
    }
    this.#seen = await this.#sight.look(this.#ledger, this.#source.lastLine);
    this.#isDiskFull = await isDiskFull(this.root);
    const curves = await this.#curves.read(this.#ledger.inState('evaluating'));
    const changed = changes.changed === 'all' ? changes.changed : [...changes.changed, ...curves];
    return this.#change(facts, { ...changes, changed });
  }

  /** True where the record is another one than before. */
  async #refreshRecord(): Promise<boolean> {
    const leaseBefore = this.#lease();
    const changed = await this.#record.refresh();
    if (this.#lease() !== leaseBefore) {
      this.#sight = this.#newSight();
    }
    return changed;
  }

  #change(facts: boolean, { changed, deleted }: TrialChanges): RunChange | null {
    const staleBefore = this.#stale;
    this.#stale = new Set(staleTrials(this.#ledger, this.#seen.liveness).map(({ trial }) => trial));
    const turned = [...staleBefore, ...this.#stale].filter(
      (id) => staleBefore.has(id) !== this.#stale.has(id),
    );
    const trials =
      changed === 'all'
        ? this.trials()
        : [...new Set([...changed, ...turned])].flatMap((id) => this.trial(id) ?? []);
    const derived = this.#derive();
    const unchanged = !(facts || derived) && trials.length === 0 && deleted.length === 0;
    return unchanged ? null : { facts, trials, deleted };
  }

  get #ledger(): Ledger {
    return this.#source.ledger;
  }

  /** Derives status and events anew; true where anyone would see a difference. */
  #derive(): boolean {
    const status = this.#deriveStatus();
    const events = latestEvents({
      trials: this.#trialEvents.read(this.#ledger),
      workers: this.#seen.workers,
      stops: this.#stops,
      launches: this.#record.view.launches,
    });
    const before = visible(this.#status, this.#events);
    this.#status = status;
    this.#events = events;
    return visible(status, events) !== before;
  }

  #deriveStatus(): RunStatus {
    return runStatus({
      root: this.root,
      record: this.#record.view,
      ledger: this.#ledger,
      seen: this.#seen,
      stops: this.#stops,
      submissions: this.#submissions,
      problems: runProblems({
        root: this.root,
        record: this.#record.view,
        journal: this.#source.problems,
        unreadableRecord: this.#record.unreadable,
        isDiskFull: this.#isDiskFull,
      }),
      now: this.#clock.now().getTime(),
    });
  }

  #shown(trial: Trial): Trial {
    const shown = this.#curves.shown(trial);
    return this.#stale.has(trial.trial) ? { ...shown, state: 'stale' } : shown;
  }

  #lease(): number {
    return this.#record.view.settings?.incumbent.lease ?? INCUMBENT_DEFAULTS.lease;
  }

  #newSight(): WorkerSight {
    return createWorkerSight({ root: this.root, clock: this.#clock, lease: this.#lease() });
  }
}

const NO_CHANGES: TrialChanges = { changed: [], deleted: [] };

/** What a watcher would see of them: time that passes is no news where no budget of time is watched. */
function visible(status: RunStatus, events: readonly RunEvent[]): string {
  const { duration } = status.budget;
  const spent = duration.total === null ? null : Math.floor(duration.spent);
  const budget = { ...status.budget, duration: { ...duration, spent } };
  return JSON.stringify([{ ...status, budget }, events]);
}
