import type { LineCounter } from 'yaml';
import type { Place } from '#core/config/document/node.ts';
import { createReport } from '#core/config/document/report.ts';
import { composeNodes, MOST_NODES, type PlaceOf } from './compose-nodes.ts';
import type { DocumentNode, Located } from './node.ts';
import { DEEPEST, parseYaml } from './parse-yaml.ts';
import type { Report } from './report.ts';
import { reportSyntaxErrors } from './syntax-problems.ts';

/** A text of this many characters is no configuration; reading it would only keep a screen waiting. */
const LONGEST_TEXT = 2_000_000;

/** Neither YAML version allows them, and no editor shows them. */
const CONTROL_CHARACTER = /(?![\t\n\r\u0085])\p{Cc}/u;
/** What decoders put where bytes are not UTF-8. */
const REPLACEMENT_CHARACTER = '\ufffd';

export type TextSource = {
  readonly text: string;
  readonly file: string | null;
  /** The path of the text's root within the whole: `pipeline_space` for an included space. */
  readonly path: string;
  /** For a value from the command line: no lines and columns. */
  readonly withoutLines?: boolean;
};

/**
 * Reads one YAML text into nodes. Null where it can't be read, after every reason was reported; a text without a value
 * is a null scalar.
 */
export function readDocument(source: TextSource, report: Report): DocumentNode | null {
  const text = source.text.replace(/^\ufeff/, '');
  if (!isText(text, { source, report })) {
    return null;
  }
  const parsed = parseYaml(text);
  const placeOf = placesOf(source, parsed.lines);
  const { path } = source;
  if (parsed.kind === 'too-deep') {
    const message = `Expected at most ${DEEPEST} levels of nesting, found more.`;
    report.error('yaml-too-large', { place: placeOf(parsed.offset), path: '' }, message);
    return null;
  }
  const { document, second } = parsed;
  if (document.errors.length > 0) {
    reportSyntaxErrors(document, { text, placeOf, path, report });
    return null;
  }
  if (second !== null) {
    const message = 'Expected one YAML document, found a second one after `---`.';
    report.error('yaml-several-documents', { place: placeOf(second), path }, message);
    return null;
  }
  return composeNodes(document.contents, { placeOf, path, report });
}

function placesOf({ file, withoutLines }: TextSource, lines: LineCounter): PlaceOf {
  return (offset) => {
    if (withoutLines === true) {
      return { file, line: null, column: null };
    }
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
}

type Context = { readonly source: TextSource; readonly report: Report };

/** Checks what the YAML parser would accept or choke on. */
function isText(text: string, { source, report }: Context): boolean {
  const start: Located = { place: placeIn(text, 0, source), path: source.path };
  if (text.length > LONGEST_TEXT) {
    const found = `${text.length.toLocaleString('en')} characters`;
    report.error('yaml-too-large', start, `Expected at most 2,000,000 characters of YAML, found ${found}.`);
    return false;
  }
  const tooMany = placeOfTooMany(text);
  if (tooMany !== null) {
    const at = { place: placeIn(text, tooMany, source), path: source.path };
    const most = MOST_NODES.toLocaleString('en');
    report.error(
      'yaml-too-large',
      at,
      `Expected at most ${most} values, found more lines and commas than that.`,
    );
    return false;
  }
  const control = text.search(CONTROL_CHARACTER);
  if (control >= 0) {
    const at = { place: placeIn(text, control, source), path: source.path };
    report.error('yaml-not-text', at, controlMessage(text, control));
    return false;
  }
  const replaced = text.indexOf(REPLACEMENT_CHARACTER);
  if (replaced >= 0) {
    const at = { place: placeIn(text, replaced, source), path: source.path };
    const message =
      'Expected UTF-8, found a character that could not be decoded (�): save the file as UTF-8.';
    report.warning('yaml-not-text', at, message);
  }
  return true;
}

/** Two replacement characters at the beginning are the mark of UTF-16, whose other half of each letter is U+0000. */
function controlMessage(text: string, offset: number): string {
  if (text.startsWith(`${REPLACEMENT_CHARACTER}${REPLACEMENT_CHARACTER}`) && text[offset] === '\0') {
    return 'Expected UTF-8, found UTF-16: save the file as UTF-8.';
  }
  const code = text.charCodeAt(offset).toString(16).toUpperCase().padStart(4, '0');
  return `Expected a YAML text, found the control character U+${code}: take it out.`;
}

/** Where a line break or comma stands after which there are too many values; before each of them a value may. */
function placeOfTooMany(text: string): number | null {
  let count = 0;
  for (const { index } of text.matchAll(/[\n,]/g)) {
    count += 1;
    if (count > MOST_NODES) {
      return index;
    }
  }
  return null;
}

function placeIn(text: string, offset: number, { file, withoutLines }: TextSource): Place {
  if (withoutLines === true) {
    return { file, line: null, column: null };
  }
  const before = text.slice(0, offset).split('\n');
  return { file, line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

/** A text in the making as nodes, without a word on what is wrong with it; null where it can't be read. */
export function readNode(text: string): DocumentNode | null {
  return readDocument({ text, file: null, path: '', withoutLines: true }, createReport(null));
}
