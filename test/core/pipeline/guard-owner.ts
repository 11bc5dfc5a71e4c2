// A process that guards another one, as a worker does; started by a test that kills it. Argument: the group to guard.
import { ProcessGuard } from '#core/pipeline/processes/process-guard.ts';

new ProcessGuard().watch(Number(process.argv[2]), 'a mark that nobody bears');
process.stdout.write('guards\n');
setInterval(() => undefined, 60_000);
