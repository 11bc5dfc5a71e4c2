import { describe } from '#core/config/document/describe.ts';
import type { DocumentNode, ListNode } from '#core/config/document/node.ts';
import type { Report } from '#core/config/document/report.ts';
import { choiceTexts } from '#core/config/words/parameter-summary.ts';
import type { CategoricalParameter } from '#core/contract/space.ts';
import type { ConfigValue } from '#core/contract/value.ts';
import { type KindedValue, readConfigValue } from './config-value.ts';
import type { ParameterFields } from './parameter-form.ts';
import { priorMessage, readPrior } from './prior.ts';

/** A categorical parameter; its errors are reported, and the caller drops it where there are any. */
export function readChoices(
  fields: ParameterFields,
  list: ListNode,
  report: Report,
): CategoricalParameter | null {
  if (list.items.length === 0) {
    report.error(
      'choices-empty',
      list,
      `Expected at least one choice for \`${fields.name}\`, found an empty list.`,
    );
    return null;
  }
  const items = list.items.map((item) => readConfigValue(item, report));
  const values = items.filter((item): item is KindedValue => item !== undefined);
  if (values.length < items.length) {
    return null;
  }
  reportDuplicates(fields, { list, values }, report);
  const choices = {
    kind: 'categorical' as const,
    name: fields.name,
    choices: values.map(({ value }) => value),
    choice_kinds: values.map(({ kind }) => kind),
    prior: null,
    prior_confidence: null,
  };
  const prior = readPrior(fields, (node) => readChosenPrior(node, { fields, choices }, report), report);
  return { ...choices, ...prior };
}

type Read = { readonly list: ListNode; readonly values: readonly KindedValue[] };

/** Two choices that are equal in Python (`1` and `1.0`) could not be told apart in a configuration. */
function reportDuplicates(fields: ParameterFields, { list, values }: Read, report: Report): void {
  const seen = new Map<ConfigValue, DocumentNode>();
  for (const [index, { value }] of values.entries()) {
    const node = list.items[index] ?? list;
    const first = seen.get(value);
    if (first === undefined) {
      seen.set(value, node);
      continue;
    }
    const found = first.kind === 'scalar' ? `${describe(first)} and ${describe(node)}` : describe(node);
    report.error(
      'choices-duplicate',
      node,
      `Expected each choice of \`${fields.name}\` once, found ${found}.`,
    );
  }
}

type Chosen = { readonly fields: ParameterFields; readonly choices: CategoricalParameter };

/** The choice that equals the prior; `1.0` may name the choice `1`, as in Python. */
function readChosenPrior(
  node: DocumentNode,
  { fields, choices }: Chosen,
  report: Report,
): ConfigValue | undefined {
  const choice = choices.choices.find((value) => node.kind === 'scalar' && value === node.value);
  if (choice !== undefined) {
    return choice;
  }
  const rule = `to be one of its choices (${choiceTexts(choices).join(', ')})`;
  report.error('prior-not-a-choice', node, priorMessage(fields, rule, node));
  return undefined;
}
