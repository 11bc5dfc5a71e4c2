import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Started } from '#core/contract/api/api-parts.ts';
import type { HomeRun } from '#core/contract/home.ts';
import { baseName } from '../../format/paths.ts';
import { type Refusal, refusalOf } from '../../host/refusal.ts';
import { addresses } from '../../routing/addresses.ts';
import { useHome, useHost, useStores } from '../../stores/stores.ts';
import { environmentText, type LaunchText, type LaunchValues, readLaunch } from './fields/launch-fields.ts';

export type Launch = {
  readonly text: LaunchText;
  readonly values: LaunchValues;
  readonly least: number;
  readonly change: (text: LaunchText) => void;
  readonly busy: boolean;
  readonly refusal: Refusal | null;
  /** Why the button can't be pressed; null where it can. */
  readonly blocked: string | null;
  /** Runs a call once at a time. True when it went through; otherwise `refusal` says why not. */
  readonly attempt: (call: () => Promise<void>) => Promise<boolean>;
};

/** What a dialog proposes; its fields follow it until something is typed. */
type Proposal = {
  readonly workers?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Options of sbatch where the workers are to be tasks of Slurm; null for this machine. */
  readonly sbatch?: readonly string[] | null;
  /** The fewest workers that may be asked for. */
  readonly least?: number;
};

/** To go on as a run was worked on last. */
export function lastLaunch(run: HomeRun | null): Required<Pick<Proposal, 'workers' | 'env' | 'sbatch'>> {
  const last = run?.status?.submissions?.at(-1);
  return {
    workers: run?.status?.last_workers ?? 1,
    env: run?.status?.last_env ?? {},
    sbatch: last === undefined ? null : last.options,
  };
}

/** Fields and outcome of a dialog that starts workers. */
export function useLaunch({ workers = 1, env = {}, sbatch = null, least = 1 }: Proposal = {}): Launch {
  const canSubmit = useHost((state) => state.info?.slurm_refusal === null);
  const [typed, setTyped] = useState<Partial<LaunchText>>({});
  const text: LaunchText = {
    workers: typed.workers ?? String(workers),
    env: typed.env ?? environmentText(env),
    where: typed.where ?? (sbatch === null || !canSubmit ? 'here' : 'slurm'),
    sbatch: typed.sbatch ?? (sbatch ?? []).join('\n'),
  };
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const values = readLaunch(text, least);
  const blocked = values.workersError ?? values.envError ?? (busy ? 'Starting…' : null);
  const change = (next: LaunchText) => {
    const entries = Object.entries(next).filter(
      ([name, value]) => name in typed || value !== text[name as keyof LaunchText],
    );
    setTyped(Object.fromEntries(entries));
  };
  const attempt = async (call: () => Promise<void>) => {
    if (blocked) {
      return false;
    }
    setBusy(true);
    setRefusal(null);
    try {
      await call();
      return true;
    } catch (error) {
      setRefusal(refusalOf(error));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { text, values, least, change, busy, refusal, blocked, attempt };
}

/** What follows a start: the run on screen, and what the engine wants to be known of it. */
export function useStarted(): (started: Started) => void {
  const { notifications } = useStores();
  const [, navigate] = useLocation();
  return ({ key, root, note, trash }) => {
    if (trash !== null) {
      notifications.notify({
        tone: 'plain',
        title: `The run that was in ${baseName(root)} is in the trash`,
        message: `${trash}. Settings bring it back.`,
        address: addresses.settings,
      });
    }
    if (note !== null) {
      notifications.notify({
        tone: 'plain',
        title: `${baseName(root)} started`,
        message: note,
        address: null,
      });
    }
    navigate(addresses.run(key));
  };
}

/** A run of the list by its key, for the dialogs that act on one. */
export function useHomeRun(key: string) {
  return useHome((state) => state.home?.runs.find((run) => run.key === key) ?? null);
}
