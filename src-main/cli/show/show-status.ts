import type { SubmissionQueue } from '#core/contract/run/cluster.ts';
import type { RunStatus } from '#core/contract/run/status.ts';
import { readStatus } from '#core/engine/runs/look.ts';
import { dataDirectory } from '#main/installation.ts';
import type { Invocation } from '../shell.ts';
import { statusText } from './status-text.ts';

type StatusOptions = { readonly json?: boolean; readonly watch?: boolean };

/** `incumbent status`: once, or again whenever something changes until Ctrl-C. */
export async function showStatus(
  { terminal, options, env }: Invocation<StatusOptions>,
  root: string,
): Promise<number> {
  const show = (status: RunStatus, queues: readonly SubmissionQueue[] = []) =>
    terminal.result(
      options.json === true ? JSON.stringify(status) : statusText(status, terminal.colors, queues),
    );
  if (options.watch !== true) {
    const status = await readStatus(root, dataDirectory(env, process.platform));
    show(status, options.json === true ? [] : await queuesOf(status, env));
    return 0;
  }
  const { watchStatus } = await import('#core/engine/runs/watch-status.ts');
  const ended = new AbortController();
  process.once('SIGINT', () => ended.abort());
  for await (const status of watchStatus(root, ended.signal)) {
    show(status);
  }
  return 0;
}

/** Nothing is loaded for runs that nothing was submitted for. */
async function queuesOf(
  status: RunStatus,
  env: Invocation<object>['env'],
): Promise<readonly SubmissionQueue[]> {
  if (status.submissions === undefined) {
    return [];
  }
  const { askSlurm } = await import('#core/engine/workers/ask-slurm.ts');
  return await askSlurm(status, env);
}
