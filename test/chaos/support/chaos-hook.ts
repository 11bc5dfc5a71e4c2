import { appendFileSync, writeSync } from 'node:fs';
import type { WriteCall, WriteHook } from '#core/platform/write-port.ts';
import type { ChaosPlan, Moment } from './chaos-plan.ts';
import { noteKill, noteReport } from './evaluation-log.ts';

type Reported = { readonly trial: string; readonly attempt: number; readonly loss: number | null };

/** The hook of a chaos worker: notes steps and durable reports, refuses, and strikes, as its plan says. */
export function chaosHook(plan: ChaosPlan): WriteHook {
  const counts = new Map<string, number>();
  const refusals = [...plan.refusals];
  let unsynced: Reported[] = [];

  function strike(step: string, moment: Moment): void {
    const { strike: wanted } = plan;
    if (wanted?.step !== step || wanted.moment !== moment || wanted.nth !== counts.get(step)) {
      return;
    }
    if (wanted.signal === 'SIGKILL') {
      noteKill(plan.log, process.pid);
    }
    process.kill(process.pid, wanted.signal);
  }

  function refuse(step: string): void {
    const refused = refusals.findIndex((refusal) => refusal.step === step);
    const [refusal] = refused < 0 ? [] : refusals.splice(refused, 1);
    if (refusal !== undefined) {
      throw Object.assign(new Error(`${refusal.errno}: refused by the test`), { code: refusal.errno });
    }
  }

  return {
    before(step, call) {
      counts.set(step, (counts.get(step) ?? 0) + 1);
      if (plan.steps !== null) {
        appendFileSync(plan.steps, `${step} ${call.kind}\n`);
      }
      refuse(step);
      strike(step, 'before');
      if (plan.strike?.step === step && plan.strike.moment === 'within') {
        writeHalf(call);
        strike(step, 'within');
      }
      if (step === 'journal.append' && call.kind === 'write') {
        unsynced.push(...reportsIn(call.bytes));
      }
    },
    after(step) {
      if (step === 'journal.sync') {
        for (const { trial, attempt, loss } of unsynced) {
          noteReport(plan.log, trial, attempt, loss);
        }
        unsynced = [];
      }
      strike(step, 'after');
    },
  };
}

/** Only called by a plan that ends the process then. */
function writeHalf(call: WriteCall): void {
  if (call.kind === 'write') {
    writeSync(call.descriptor, call.bytes.subarray(0, Math.ceil(call.bytes.length / 2)));
  } else if (call.kind === 'write-file' || call.kind === 'append-file') {
    appendFileSync(call.path, call.text.slice(0, Math.ceil(call.text.length / 2)));
  }
}

function reportsIn(bytes: Buffer): readonly Reported[] {
  return bytes
    .toString()
    .split('\n')
    .filter((line) => line.includes('"op":"report"'))
    .map((line) => JSON.parse(line) as Reported);
}
