import { OPTIMIZER_TITLES } from '#core/contract/optimizers/optimizer-titles.ts';
import type { Launch, RunFacts } from '#core/contract/run/run-view.ts';
import type { DocumentNode } from '../document/node.ts';
import { readNode } from '../document/read-document.ts';
import type { DocumentEdit, KeyPath } from '../edit/document-edit.ts';
import { fieldText } from '../edit/text/source-text.ts';
import { editRunTexts } from '../edit/two-files.ts';
import { CONTINUE_RULES, runKeyOf } from '../settings/run-keys.ts';
import { partsOfSet } from '../settings/set-values.ts';
import { typedSpace } from '../space/write-space.ts';
import { writeYaml } from '../values/typed-yaml.ts';
import { parseRun } from './parse-run.ts';
import { writeRunYaml } from './run-yaml.ts';

export type RunTemplate = {
  readonly text: string;
  /** The folder in which relative paths of the text start; null where it has none. */
  readonly file: string | null;
  /** The text of its space file; null where the space is in the text itself. */
  readonly space: string | null;
};

/**
 * The whole YAML that was in force after each launch: what it was asked for with, its `--set` values written into it.
 * A launch without a text of its own (a resume, more workers) changes that of the launch before. Null before the first text.
 */
export function launchedTexts(launches: readonly Launch[]): readonly (RunTemplate | null)[] {
  let now: RunTemplate | null = null;
  return launches.map((launch) => {
    now = textAfter(now, launch);
    return now;
  });
}

function textAfter(before: RunTemplate | null, { yaml, file, space_file, set }: Launch): RunTemplate | null {
  const own = yaml === '' ? before : { text: withKept(yaml, before), file, space: space_file?.text ?? null };
  return own === null ? null : set.reduce(withSet, own);
}

/** A text with which a run is continued, and what it leaves out of the text before: that stays in force. */
function withKept(yaml: string, before: RunTemplate | null): string {
  const root = before === null ? null : readNode(before.text);
  const { given } = parseRun({ text: yaml, file: null, readText: () => null });
  const kept =
    root === null
      ? []
      : leaves(root, []).filter(({ path: [first = '', second = ''] }) => {
          const key = runKeyOf(first);
          return (
            CONTINUE_RULES.get(key ?? '') === null &&
            !given.includes(key === 'incumbent' ? `incumbent.${second}` : `${key}`)
          );
        });
  const edited = editRunTexts({ text: yaml, space: null }, kept);
  return edited.kind === 'edited' ? edited.texts.text : yaml;
}

function leaves(node: DocumentNode, path: KeyPath): readonly Extract<DocumentEdit, { kind: 'set' }>[] {
  if (node.kind === 'map') {
    return node.entries.flatMap(({ key, value }) => leaves(value, [...path, key.name]));
  }
  const source =
    node.kind === 'scalar'
      ? fieldText(node).source
      : `[${node.items.map((item) => fieldText(item).source).join(', ')}]`;
  return [{ kind: 'set', path, source }];
}

/** One `KEY=VALUE` of the command line, written into the text in as few places as it takes. */
function withSet(template: RunTemplate, set: string): RunTemplate {
  const { text, space } = template;
  const { keys, source, clears } = partsOfSet(set);
  const root = readNode(text);
  const names = root?.kind === 'map' ? root.entries.map(({ key }) => key.name) : [];
  const [first = '', ...rest] = keys;
  const there = names.find(
    (name) => name === first || (runKeyOf(first) !== null && runKeyOf(name) === runKeyOf(first)),
  );
  const path = [there ?? first, ...rest];
  const edit: DocumentEdit = clears ? { kind: 'remove', path } : { kind: 'set', path, source };
  const edited = editRunTexts({ text, space }, [edit]);
  if (edited.kind === 'edited') {
    return { ...template, ...edited.texts };
  }
  // A form that no edit reaches, such as an argument of `optimizer: asha`: written anew.
  const parsed = parseRun({ text, file: null, readText: () => space, set: [set] });
  return parsed.settings === null || parsed.space === null
    ? template
    : { ...template, text: writeRunYaml(parsed.settings, parsed.space), space: null };
}

export type TemplateSource = {
  readonly facts: Pick<RunFacts, 'name' | 'space' | 'space_inferred' | 'optimizer'>;
  readonly launches: readonly Launch[];
};

/**
 * A text to begin another run with: the one in force after the latest launch, otherwise written from what the files of
 * the run tell. What they don't tell is left open.
 */
export function templateOfRun({ facts, launches }: TemplateSource): RunTemplate {
  return launchedTexts(launches).at(-1) ?? { text: writtenTemplate(facts), file: null, space: null };
}

function writtenTemplate({ name, space, space_inferred, optimizer }: TemplateSource['facts']): string {
  const isOurs = optimizer !== null && Object.hasOwn(OPTIMIZER_TITLES, optimizer.name);
  const rest = {
    root_directory: `results/${name}-again`,
    max_evaluations_total: 50,
    ...(isOurs ? { optimizer: optimizer.name } : {}),
  };
  const origin = space_inferred ? ': its bounds are what the trials of that run had' : '';
  return [
    `# From the files of ${name}. What they do not tell is left open.`,
    'evaluate_pipeline:  # the function, such as train.py:train',
    '',
    `# The space${origin}.`,
    space === null || space.length === 0
      ? 'pipeline_space:'
      : writeYaml({ pipeline_space: typedSpace(space) }).trimEnd(),
    '',
    writeYaml(rest).trimEnd(),
    '',
  ].join('\n');
}
