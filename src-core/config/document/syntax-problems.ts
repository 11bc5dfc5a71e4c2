import { type Document, isCollection, isScalar, type Node, visit, type YAMLError } from 'yaml';
import type { PlaceOf } from './compose-nodes.ts';
import type { ProblemCode, Report } from './report.ts';

/** One mistake often makes the parser stumble again and again; what follows tells nothing new. */
const MOST_REPORTED = 20;

type Context = {
  /** As the parser saw it. */
  readonly text: string;
  readonly placeOf: PlaceOf;
  readonly path: string;
  readonly report: Report;
};
type Told = { readonly code: ProblemCode; readonly message: string };

/** Reports what keeps a text from being YAML, one finding a line. */
export function reportSyntaxErrors(document: Document, { text, placeOf, path, report }: Context): void {
  const lines = new Set<number | null>();
  for (const error of document.errors.slice(0, MOST_REPORTED)) {
    const opening = startOfUnclosed(error, document);
    const offset = opening ?? startOfWords(error, text);
    const place = placeOf(offset);
    if (lines.has(place.line)) {
      continue;
    }
    lines.add(place.line);
    const { code, message } = opening === null ? tell(error, text.slice(offset)) : UNCLOSED;
    report.error(code, { place, path }, message);
  }
}

const UNCLOSED: Told = syntax('Unclosed bracket or quote: close what opens here.');

function syntax(message: string): Told {
  return { code: 'yaml-syntax', message };
}

/** What is wrong and what to do; `rest` is the text from there on. */
function tell(error: YAMLError, rest: string): Told {
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return { code: 'yaml-tabs', message: 'Expected spaces for indentation, found a tab.' };
    case 'BLOCK_AS_IMPLICIT_KEY':
      return syntax(
        'Expected one value after the key, found another `: ` in it: write the second key on a line of its own at the column of the first, or quote a text that holds one.',
      );
    case 'MULTILINE_IMPLICIT_KEY':
      return rest.startsWith('- ') ? syntax(ITEM_BESIDE_KEYS) : syntax(KEY_WITHOUT_COLON);
    case 'BAD_SCALAR_START':
      return syntax(`Expected a value, found a character that can't start one (quote it): ${error.message}.`);
    case 'BAD_DQ_ESCAPE':
      return syntax(
        `Expected an escape that YAML knows within double quotes, found \`${error.message.replace(/^.* /, '')}\`: write \`\\\\\` for a backslash, or use single quotes.`,
      );
    case 'BAD_INDENT':
      return syntax(BAD_COLUMN);
    case 'BLOCK_IN_FLOW':
      return syntax(NO_COMMA);
    case 'MISSING_CHAR':
      return syntax(tellMissing(error.message));
    case 'UNEXPECTED_TOKEN':
      return syntax(tellUnexpected(error.message));
    default:
      return syntax(unknown(error.message));
  }
}

const KEY_WITHOUT_COLON =
  'Expected a colon after the key that begins here (`key:`), found the end of its line.';
const ITEM_BESIDE_KEYS =
  'Expected `key: value` as in the lines beside it, found an item of a list: indent it below its key.';
const BAD_COLUMN =
  'Expected this line to begin where those of the same mapping, list or text do, found another column.';
const NO_COMMA = 'Expected a comma between the entries of `{…}` or `[…]`, found the next entry without one.';

function unknown(message: string): string {
  return `Expected valid YAML, found: ${message}.`;
}

function tellMissing(message: string): string {
  if (message.startsWith('Implicit map keys')) {
    return 'Expected `key: value`, found a line without a colon and a space after its key.';
  }
  return message.startsWith('Missing ,') ? NO_COMMA : unknown(message);
}

/** What the parser says of a token that it did not expect, and what that means to a person. */
const UNEXPECTED: readonly (readonly [RegExp, string])[] = [
  [
    /at node end$/,
    'Expected the end of the line after a value, found more: quote the text as a whole (within single quotes a quote is written twice).',
  ],
  [
    /flow-(?:seq|map)-end/,
    'Expected an opening bracket or brace before this closing one, found none: take it out, or add the opening one.',
  ],
  [/^Unexpected (?:scalar|[\w-]+-scalar) token$/, NO_COMMA],
  [/^Unexpected , in flow/, 'Expected a value before this comma, found none.'],
  [
    /^Block scalar header/,
    'Expected the text after `|` or `>` to begin on the next line, found more on the same line.',
  ],
  [
    /on same line with key$/,
    'Expected the items of a list below its key, each on a line of its own, found one beside the key.',
  ],
];

function tellUnexpected(message: string): string {
  return UNEXPECTED.find(([pattern]) => pattern.test(message))?.[1] ?? unknown(message);
}

/** The parser blames a line's column from its beginning: what stands there comes after its spaces. */
function startOfWords(error: YAMLError, text: string): number {
  const [start] = error.pos;
  return error.code === 'BAD_INDENT' ? start + (/^ */.exec(text.slice(start))?.[0].length ?? 0) : start;
}

/** Where the quote or bracket opens that the parser found unclosed much further down; null for other errors. */
function startOfUnclosed(error: YAMLError, document: Document): number | null {
  const isQuote = error.code === 'MISSING_CHAR' && /closing ["']quote/.test(error.message);
  const isBracket = /Flow (?:sequence|map)\b.*\bend with a/.test(error.message);
  return isQuote || isBracket ? innermostBefore(error.pos[0], isQuote, document) : null;
}

function innermostBefore(offset: number, isQuote: boolean, document: Document): number | null {
  let start: number | null = null;
  visit(document, {
    Node: (_, node: Node) => {
      const fits = isQuote
        ? isScalar(node) && node.type !== 'PLAIN'
        : isCollection(node) && node.flow === true;
      const from = node.range?.[0];
      if (fits && from !== undefined && from < offset && (node.range?.[1] ?? 0) >= offset) {
        start = from;
      }
    },
  });
  return start;
}
