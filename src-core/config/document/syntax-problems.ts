import { type Document, isCollection, isScalar, type Node, visit, type YAMLError } from 'yaml';
import type { PlaceOf } from './composer.ts';
import type { ProblemCode } from './problem-code.ts';
import type { Report } from './report.ts';

/** One mistake often makes the parser stumble again and again; what follows tells nothing new. */
const MOST_REPORTED = 20;

type Context = { readonly placeOf: PlaceOf; readonly path: string; readonly report: Report };
type Told = { readonly code: ProblemCode; readonly message: string };

/** Reports what keeps a text from being YAML, one finding a line. */
export function reportSyntaxErrors(document: Document, { placeOf, path, report }: Context): void {
  const lines = new Set<number | null>();
  for (const error of document.errors.slice(0, MOST_REPORTED)) {
    const opening = startOfUnclosed(error, document);
    const place = placeOf(opening ?? error.pos[0]);
    if (lines.has(place.line)) {
      continue;
    }
    lines.add(place.line);
    const { code, message } = tell(error, opening !== null);
    report.error(code, { place, path }, message);
  }
}

function tell(error: YAMLError, isUnclosed: boolean): Told {
  const syntax = (message: string): Told => ({ code: 'yaml-syntax', message });
  if (isUnclosed) {
    return syntax('Expected what opens here to be closed, found no closing quote or bracket for it.');
  }
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return { code: 'yaml-tabs', message: 'Expected spaces for indentation, found a tab.' };
    case 'BLOCK_AS_IMPLICIT_KEY':
      return syntax(
        'Expected one value after the key, found another `: ` in it (quote a text that holds one).',
      );
    case 'BAD_SCALAR_START':
      return syntax(`Expected a value, found a character that can't start one (quote it): ${error.message}.`);
    case 'MISSING_CHAR':
      return error.message.startsWith('Implicit map keys')
        ? syntax('Expected `key: value`, found a line without a colon and a space after its key.')
        : syntax(`Expected valid YAML, found: ${error.message}.`);
    default:
      return syntax(`Expected valid YAML, found: ${error.message}.`);
  }
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
