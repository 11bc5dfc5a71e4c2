import { type RunTemplate, templateOfRun } from '#core/config/run/run-template.ts';
import type { RunConfiguration } from '#core/contract/run/run-view.ts';
import type { BranchFrom, DraftOrigin } from '#renderer/stores/draft/draft.ts';
import { folderOf, wholePath } from '../../../format/paths.ts';
import type { Stores } from '../../../stores/stores.ts';
import { inNextRoot, withRoot, writtenRoot } from './save/next-root.ts';

/** Puts the text of a run on the New run screen, in a root of its own. @throws what the engine refuses */
export async function beginWithRun(stores: Stores, key: string): Promise<void> {
  const configuration = await stores.connection.client.run.configuration({ key });
  const { facts } = configuration;
  await beginWithTemplate(stores, templateOfRun(configuration), { name: facts.name, root: facts.root });
}

/** The same with a text of one of its launches, by its name; `root` is the run's. */
export async function beginWithTemplate(
  stores: Stores,
  template: RunTemplate,
  { name, root }: { readonly name: string; readonly root: string },
): Promise<void> {
  const { draft, notifications } = stores;
  const origin = originOf(template, name);
  const { folder = null } = origin;
  const moved = await inNextRoot(stores, { text: template.text, file: null, folder, root });
  draft.replace(template.text, origin);
  if (moved !== null) {
    // A step of its own: undoing it brings back the root of that run.
    draft.change({ text: moved.text }, null);
    notifications.notify({
      tone: 'plain',
      title: `Begun with ${name}`,
      message: `Its root is ${moved.to}: ${moved.from} is taken. Undo brings that back.`,
      address: null,
    });
  }
}

/** A text from a launch: it is in no file yet, and its relative paths start where they did. */
function originOf({ file, text, space }: RunTemplate, name: string): DraftOrigin {
  return { folder: file === null ? null : folderOf(file), launched: { name, text, space } };
}

/** Puts a run on the New run screen whose trials another one shall begin with, as far as they fit, in a root of its own. */
export function beginBranch({ draft }: Stores, configuration: RunConfiguration): void {
  const { facts } = configuration;
  const template = templateOfRun(configuration);
  const branch: BranchFrom = { root: facts.root, name: facts.name };
  const root = `${rootOf(template, facts.root)}-branch`;
  draft.replace(withRoot(template.text, root) ?? template.text, {
    ...originOf(template, facts.name),
    branch,
  });
}

/** The run's root as its text has it, where that leads to it; a relative one stays short. */
function rootOf({ text, file }: RunTemplate, root: string): string {
  const written = writtenRoot(text);
  const leadsThere = written !== null && file !== null && wholePath(folderOf(file), written) === root;
  return leadsThere ? written : root;
}

/** As {@link beginBranch}, for a run that is only known by its key. @throws what the engine refuses */
export async function beginBranchOf(stores: Stores, key: string): Promise<void> {
  beginBranch(stores, await stores.connection.client.run.configuration({ key }));
}
