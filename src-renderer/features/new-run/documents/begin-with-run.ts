import { editDocument } from '#core/config/edit/edit-document.ts';
import { readNode } from '#core/config/edit/read-node.ts';
import { settingDrafts } from '#core/config/edit/setting-drafts.ts';
import { type RunTemplate, templateOfRun } from '#core/config/run-template.ts';
import { stringText } from '#core/config/yaml-string.ts';
import type { RunConfiguration } from '#core/contract/run-view.ts';
import { folderOf, wholePath } from '../../../format/paths.ts';
import type { BranchFrom, DraftOrigin } from '../../../stores/draft.ts';
import type { Stores } from '../../../stores/stores.ts';

/** Puts the text of a run on the New run screen. @throws what the engine refuses */
export async function beginWithRun({ connection, draft }: Stores, key: string): Promise<void> {
  const configuration = await connection.client.run.configuration({ key });
  const template = templateOfRun(configuration);
  draft.replace(template.text, originOf(template, configuration.facts.name));
}

/** A text from a launch: it is in no file yet, and its relative paths start where they did. */
export function originOf({ file, text, space }: RunTemplate, name: string): DraftOrigin {
  return { folder: file === null ? null : folderOf(file), launched: { name, text, space } };
}

/** Puts a run on the New run screen whose trials another one shall begin with, as far as they fit, in a root of its own. */
export function beginBranch({ draft }: Stores, configuration: RunConfiguration): void {
  const { facts } = configuration;
  const template = templateOfRun(configuration);
  const branch: BranchFrom = { root: facts.root, name: facts.name };
  const root = `${writtenRoot(template, facts.root)}-branch`;
  const edited = editDocument(template.text, {
    kind: 'set',
    path: ['root_directory'],
    source: stringText(root, 'line'),
  });
  draft.replace(edited.kind === 'edited' ? edited.text : template.text, {
    ...originOf(template, facts.name),
    branch,
  });
}

/** The run's root as its text has it, where that leads to it; a relative one stays short. */
function writtenRoot({ text, file }: RunTemplate, root: string): string {
  const given = settingDrafts(readNode(text))?.textOf('root_directory') ?? null;
  const written = given === null || given === 'structure' ? null : given.shown.replace(/[\\/]+$/, '');
  const leadsThere = written !== null && file !== null && wholePath(folderOf(file), written) === root;
  return leadsThere ? written : root;
}

/** As {@link beginBranch}, for a run that is only known by its key. @throws what the engine refuses */
export async function beginBranchOf(stores: Stores, key: string): Promise<void> {
  beginBranch(stores, await stores.connection.client.run.configuration({ key }));
}
