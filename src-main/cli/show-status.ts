import type { RunStatus } from '#core/contract/status.ts';
import { readStatus } from '#core/engine/look.ts';
import { dataDirectory } from '#main/installation.ts';
import type { Invocation } from './shell.ts';
import { statusText } from './status-text.ts';

type StatusOptions = { readonly json?: boolean; readonly watch?: boolean };

/** `incumbent status`: once, or again whenever something changes until Ctrl-C. */
export async function showStatus(
  { terminal, options }: Invocation<StatusOptions>,
  root: string,
): Promise<number> {
  const show = (status: RunStatus) =>
    terminal.result(options.json === true ? JSON.stringify(status) : statusText(status, terminal.colors));
  if (options.watch !== true) {
    show(await readStatus(root, dataDirectory(process.env, process.platform)));
    return 0;
  }
  const { watchStatus } = await import('#core/engine/watch-status.ts');
  const ended = new AbortController();
  process.once('SIGINT', () => ended.abort());
  for await (const status of watchStatus(root, ended.signal)) {
    show(status);
  }
  return 0;
}
