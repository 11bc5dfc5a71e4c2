import {
  childOf,
  type DocumentNode,
  type Entry,
  isNothing,
  type MapNode,
} from '#core/config/document/node.ts';
import type { Report } from '#core/config/document/report.ts';
import type { OptimizerChoice } from '#core/contract/setup/settings.ts';
import type { Json } from '#core/contract/value.ts';
import { isNumber, number, type Reader, refuse } from '../value-readers.ts';

const RULE =
  '`auto`, the name of an optimizer, a mapping with its `name`, or `path/file.js:Export` (also .mjs, .ts)';
const SOURCE_FILE = /\.(?:py|js|mjs|ts)$/;
const MODULE = /^(.+\.(?:js|mjs|ts)):([\p{XID_Start}_$][\p{XID_Continue}$]*)$/u;

/** Arguments of NePS 0.12 that nothing here stands behind. */
const OLD_ARGUMENTS = new Set([
  'acquisition',
  'acquisition_sampler',
  'disable_priors',
  'domain_se_kernel',
  'graph_kernels',
  'hp_kernels',
  'initial_design_type',
  'log_prior_weighted',
  'optimal_assignment',
  'prior_confidence',
  'random_interleave_prob',
  'sample_default_at_target',
  'surrogate_model_args',
]);

/**
 * The optimizer that a text asks for. Whether its name and its arguments exist is the registry's question; here only
 * the form is read.
 */
export const readOptimizer: Reader<OptimizerChoice> = (node, report) => {
  if (node.kind === 'scalar' && node.type === 'string') {
    return choiceOf(node.value, {}, { node, report });
  }
  if (node.kind === 'map') {
    return readMapping(node, report);
  }
  return refuse(node, RULE, { report, code: 'optimizer-form' });
};

type At = { readonly node: DocumentNode; readonly report: Report };
type Arguments = Readonly<Record<string, Json>>;

function choiceOf(name: string, values: Arguments, { node, report }: At): OptimizerChoice | undefined {
  const [, file, exported] = MODULE.exec(name) ?? [];
  if (file !== undefined && exported !== undefined) {
    return { kind: 'module', file, export: exported, arguments: { ...values } };
  }
  if (name === '' || /[\s/\\:.]/.test(name)) {
    return refuse(node, RULE, { report, code: 'optimizer-form' });
  }
  if (name !== 'auto' && name !== 'default') {
    return { kind: 'named', name, arguments: { ...values } };
  }
  if (name === 'default') {
    report.note('older-key', node, '`default` of NePS 0.12 is read as `auto`.');
  }
  if (Object.keys(values).length > 0) {
    const message =
      'Expected `auto` without arguments, since it may choose any optimizer; name one to set them.';
    report.error('optimizer-form', node, message);
  }
  return { kind: 'auto' };
}

function readMapping(node: MapNode, report: Report): OptimizerChoice | undefined {
  const entries = todaysEntries(node, report);
  const name = entries.find(({ key }) => key.name === 'name')?.value;
  if (name?.kind !== 'scalar' || name.type !== 'string') {
    return refuse(name ?? node, RULE, { report, code: 'optimizer-form' });
  }
  const path = childOf(node, 'path');
  const isFile = path?.kind === 'scalar' && SOURCE_FILE.test(path.source);
  if (!isFile || name.value.includes(':')) {
    return choiceOf(name.value, readArguments(entries, report), { node: name, report });
  }
  const own = `${path.source}:${name.value}`;
  report.note('older-key', node, `\`path\` and \`name\` of NePS 0.12 are read as \`${own}\`.`);
  const values = entries.filter(({ key }) => key.name !== 'path');
  return choiceOf(own, readArguments(values, report), { node: path, report });
}

function todaysEntries(node: MapNode, report: Report): readonly Entry[] {
  return childOf(node, 'strategy') === null ? node.entries : upgraded(node, report);
}

function readArguments(entries: readonly Entry[], report: Report): Arguments {
  return Object.fromEntries(
    entries
      .filter(({ key, value }) => key.name !== 'name' && !isNothing(value))
      .flatMap(({ key, value }) => {
        const json = readJson(value, report);
        return json === undefined ? [] : [[key.name, json]];
      }),
  );
}

/** `strategy` is the optimizer's name in NePS 0.12; `name` beside it is a label that nothing reads. */
function upgraded(node: MapNode, report: Report): readonly Entry[] {
  report.note('older-key', node, '`strategy` of NePS 0.12 is read as the `name` of the optimizer.');
  return node.entries.flatMap((entry) => {
    const { key } = entry;
    if (OLD_ARGUMENTS.has(key.name) || key.name === 'name') {
      report.note(
        'ignored-key',
        key,
        `\`${key.name}\` of NePS 0.12 is kept but ignored: no optimizer here uses it.`,
      );
      return [];
    }
    return [{ ...entry, key: { ...key, name: NEW_ARGUMENTS.get(key.name) ?? key.name } }];
  });
}

const NEW_ARGUMENTS: ReadonlyMap<string, string> = new Map([
  ['strategy', 'name'],
  ['sample_default_first', 'sample_prior_first'],
]);

/** Any value as JSON; numbers must be finite and exact. Undefined after a part of it was refused. */
function readJson(node: DocumentNode, report: Report): Json | undefined {
  if (node.kind === 'list') {
    const items = node.items.map((item) => readJson(item, report));
    return items.every((item) => item !== undefined) ? items : undefined;
  }
  if (node.kind === 'map') {
    const pairs = node.entries.map(({ key, value }) => [key.name, readJson(value, report)] as const);
    return pairs.every(isRead) ? Object.fromEntries(pairs) : undefined;
  }
  if (isNumber(node) && !node.exact) {
    return refuse(node, 'a number that is kept exactly', { report, code: 'number-too-large' });
  }
  return isNumber(node) ? number(node, report) : node.value;
}

function isRead(pair: readonly [string, Json | undefined]): pair is readonly [string, Json] {
  return pair[1] !== undefined;
}
