/** The doctor, mending all that it can, with a disk that does what a plan says: `node chaos-doctor.js ROOT`. */
import { examineRun } from '#core/engine/runs/doctor.ts';
import { systemClock } from '#core/platform/clock.ts';
import { installWriteHook } from '#core/platform/write-port.ts';
import { chaosHook } from './chaos-hook.ts';
import { type ChaosPlan, PLAN_VARIABLE } from './chaos-plan.ts';

const [root = ''] = process.argv.slice(2);
installWriteHook(chaosHook(JSON.parse(process.env[PLAN_VARIABLE] ?? '') as ChaosPlan));
await examineRun({ root, clock: systemClock, mend: true });
