import { Composer, type CST, type Document, LineCounter, Parser } from 'yaml';

/** Far more than any configuration or result needs, far less than the stack can take. */
export const DEEPEST = 100;

/** A text with so many has none that another would explain; each costs time. */
const MOST_ERRORS = 100;

/** A text as the YAML parser sees it; its own errors are in `document.errors`. */
export type ParsedYaml =
  | {
      readonly kind: 'parsed';
      readonly document: Document;
      /** Where a second document starts; null without one. */
      readonly second: number | null;
      readonly lines: LineCounter;
    }
  | { readonly kind: 'too-deep'; readonly offset: number; readonly lines: LineCounter };

/** A draft and what a step makes of it are each read several times: for the form, for the edit, for the findings. */
const recent = createRecent<ParsedYaml>({ texts: 4, longest: 200_000 });

/**
 * Parses YAML with all scalars as texts. Never throws, and ends soon, whatever the text. The document is shared: it is to
 * be looked at only.
 */
export function parseYaml(text: string): ParsedYaml {
  return recent(text, () => parseAnew(text));
}

/**
 * The parser builds its values by recursion, and near the end of the stack the process may be aborted (a regular
 * expression that is compiled there runs out of memory), which nothing can catch. So the depth is measured on the
 * parser's tokens, which are made without recursion, before any value is built.
 */
function parseAnew(text: string): ParsedYaml {
  const lines = new LineCounter();
  const tokens = tokensOf(text, lines);
  const offset = offsetOfTooDeep(tokens);
  if (offset !== null) {
    return { kind: 'too-deep', offset, lines };
  }
  const composer = new Composer({
    // Kinds of numbers are read from the writing, not by a schema.
    schema: 'failsafe',
    version: '1.2',
    // Duplicate keys are found while composing: in linear time, and with both places in the message.
    uniqueKeys: false,
    prettyErrors: false,
  });
  const [document, second] = composer.compose(tokens, true, text.length);
  return { kind: 'parsed', document: document as Document, second: second?.range[0] ?? null, lines };
}

function tokensOf(text: string, lines: LineCounter): readonly CST.Token[] {
  const tokens: CST.Token[] = [];
  let errors = 0;
  for (const token of new Parser(lines.addNewLine).parse(text)) {
    tokens.push(token);
    errors += token.type === 'error' ? 1 : 0;
    if (errors > MOST_ERRORS) {
      break;
    }
  }
  return tokens;
}

/** Where the nesting goes too deep; null where it does not. Without recursion itself. */
function offsetOfTooDeep(tokens: readonly CST.Token[]): number | null {
  const open = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token, depth } = next;
    if (depth > DEEPEST) {
      return token.offset;
    }
    for (const child of childrenOf(token)) {
      open.push({ token: child, depth: depth + 1 });
    }
  }
  return null;
}

function childrenOf(token: CST.Token): readonly CST.Token[] {
  if (token.type === 'document') {
    return token.value === undefined ? [] : [token.value];
  }
  if (!('items' in token)) {
    return [];
  }
  return token.items.flatMap(({ key, value }) => [key, value].filter((child) => child != null));
}

/**
 * Remembers what was made of the latest few texts. Only for what is a function of the text alone and is not changed.
 *
 * @param limits - how many texts are kept, and the length beyond which none is
 */
export function createRecent<Made>(limits: {
  readonly texts: number;
  readonly longest: number;
}): (text: string, make: () => Made) => Made {
  const kept = new Map<string, Made>();
  return (text, make) => {
    const known = kept.get(text);
    const made = known ?? make();
    if (text.length <= limits.longest) {
      kept.delete(text);
      kept.set(text, made);
      const [oldest] = kept.keys();
      if (kept.size > limits.texts && oldest !== undefined) {
        kept.delete(oldest);
      }
    }
    return made;
  };
}
