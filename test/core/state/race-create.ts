/** Creates the run of `root` together with others: says that it is ready, waits for the moment, says what came of it. */
import { once } from 'node:events';
import { createRun } from '#core/state/root/create-run.ts';
import { recordOf } from './run-fixture.ts';

const [root = ''] = process.argv.slice(2);
process.send?.('ready');
const [moment] = await once(process, 'message');
while (Date.now() < Number(moment)) {
  // Busy waiting: all of them must start within microseconds.
}
const outcome = await createRun(root, recordOf({ run_id: String(process.pid) }));
process.send?.(outcome);
process.disconnect();
