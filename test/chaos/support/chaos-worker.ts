/** A real worker process whose disk and clock do what a plan says: see `chaos-plan.ts`. */
import { installWriteHook } from '#core/platform/write-port.ts';
import { chaosHook } from './chaos-hook.ts';
import { type ChaosPlan, PLAN_VARIABLE } from './chaos-plan.ts';
import { setClock } from './set-clock.ts';

const plan = JSON.parse(process.env[PLAN_VARIABLE] ?? '') as ChaosPlan;
installWriteHook(chaosHook(plan));
if (plan.clock !== null) {
  setClock(plan.clock);
}
await import('#core/runtime/worker-entry.ts');
