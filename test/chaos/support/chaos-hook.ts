import { appendFileSync, closeSync, openSync, writeSync } from 'node:fs';
import type { WriteCall, WriteHook } from '#core/platform/write-port.ts';
import type { ChaosPlan, Moment, Outage } from './chaos-plan.ts';
import { noteKill, noteReport } from './evaluation-log.ts';

type Reported = { readonly trial: string; readonly attempt: number; readonly loss: number | null };

/** The hook of a chaos worker: notes steps and durable reports, refuses, and strikes, as its plan says. */
export function chaosHook(plan: ChaosPlan): WriteHook {
  const counts = new Map<string, number>();
  const refusals = [...plan.refusals];
  const log = openSync(plan.log, 'a');
  const bad = plan.outage === null ? null : outage(plan.outage);
  const unsynced: Reported[] = [];
  /** How many of them the sync that is under way brings to the disk: others may be written meanwhile. */
  let covered = 0;

  function isTheMoment(step: string, moment: Moment): boolean {
    const { strike: wanted } = plan;
    return wanted?.step === step && wanted.moment === moment && wanted.nth === counts.get(step);
  }

  function strike(step: string, moment: Moment): void {
    if (plan.strike === null || !isTheMoment(step, moment)) {
      return;
    }
    if (plan.strike.signal === 'SIGKILL') {
      noteKill(plan.log, process.pid);
    }
    process.kill(process.pid, plan.strike.signal);
  }

  function refuse(step: string): void {
    const found = refusals.findIndex((refusal) => refusal.step === step);
    const [refusal] = found < 0 ? [] : refusals.splice(found, 1);
    if (refusal !== undefined) {
      throw refused(refusal.errno);
    }
  }

  return {
    before(step, call) {
      bad?.refuse();
      refuse(step);
      counts.set(step, (counts.get(step) ?? 0) + 1);
      if (plan.steps !== null) {
        appendFileSync(plan.steps, `${step} ${call.kind}\n`);
      }
      strike(step, 'before');
      if (isTheMoment(step, 'within')) {
        writeHalf(call);
        strike(step, 'within');
      }
      if (step === 'journal.append' && call.kind === 'write') {
        unsynced.push(...reportsIn(call.bytes));
      }
      if (step === 'journal.sync') {
        covered = unsynced.length;
      }
    },
    after(step) {
      if (step === 'journal.sync') {
        for (const { trial, attempt, loss } of unsynced.splice(0, covered)) {
          noteReport(log, trial, attempt, loss);
        }
        bad?.begin(counts.get(step) ?? 0);
      }
      strike(step, 'after');
    },
  };
}

function refused(errno: string): Error {
  return Object.assign(new Error(`${errno}: refused by the test`), { code: errno });
}

/** A user that owns nothing. */
const NOBODY = 65534;

/** Refuses every step while the outage lasts; without rights the system itself does. */
function outage({ syncs, lasts, cause }: Outage): { begin(synced: number): void; refuse(): void } {
  let end: number | null = null;
  return {
    begin(synced) {
      if (synced === syncs) {
        end = performance.now() + lasts;
        if (cause === 'permission') {
          process.seteuid?.(NOBODY);
          setTimeout(() => process.seteuid?.(0), lasts);
        }
      }
    },
    refuse() {
      if (cause !== 'permission' && end !== null && performance.now() < end) {
        throw refused(cause);
      }
    },
  };
}

/** Only called by a plan that ends the process then. */
function writeHalf(call: WriteCall): void {
  if (call.kind === 'write') {
    writeSync(call.descriptor, call.bytes.subarray(0, Math.ceil(call.bytes.length / 2)));
  } else if (call.kind === 'write-file' || call.kind === 'append-file') {
    appendFileSync(call.path, call.text.slice(0, Math.ceil(call.text.length / 2)));
  } else if (call.kind === 'write-at') {
    const descriptor = openSync(call.path, 'r+');
    writeSync(descriptor, call.bytes, 0, Math.ceil(call.bytes.length / 2), call.at);
    closeSync(descriptor);
  }
}

function reportsIn(bytes: Buffer): readonly Reported[] {
  return bytes
    .toString()
    .split('\n')
    .filter((line) => line.includes('"op":"report"'))
    .map((line) => JSON.parse(line) as Reported);
}
