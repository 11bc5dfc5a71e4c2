/**
 * Splits a command into arguments as a POSIX shell would, without being one: blanks separate, quotes keep together.
 * A backslash escapes only blanks, quotes and, inside double quotes, itself, so that Windows paths stay whole. Null where
 * a quote is not closed.
 *
 * @example splitCommand(`python "my train.py" --lr {lr}`) // ['python', 'my train.py', '--lr', '{lr}']
 */
export function splitCommand(text: string): readonly string[] | null {
  const pieces = text.matchAll(PIECE);
  const words: string[] = [];
  let word: string | null = null;
  for (const { groups = {} } of pieces) {
    if (groups.open !== undefined) {
      return null;
    }
    if (groups.blank !== undefined) {
      words.push(...(word === null ? [] : [word]));
      word = null;
    } else {
      word = (word ?? '') + pieceText(groups);
    }
  }
  return word === null ? words : [...words, word];
}

const PIECE =
  /(?<blank>\s+)|'(?<single>[^']*)'|"(?<double>(?:\\.|[^"\\])*)"|(?<open>["'])|\\(?<escaped>[\s'"])|(?<bare>.)/gsu;

function pieceText(groups: Readonly<Record<string, string | undefined>>): string {
  const { single, double, escaped, bare } = groups;
  return single ?? double?.replace(/\\(["\\])/g, '$1') ?? escaped ?? bare ?? '';
}

/** The inverse of {@link splitCommand}: one line that splits into the same arguments. */
export function joinCommand(words: readonly string[]): string {
  return words.map(quotedWord).join(' ');
}

function quotedWord(word: string): string {
  if (/^[^\s'"\\]+$/u.test(word)) {
    return word;
  }
  return `'${word.replaceAll("'", `'"'"'`)}'`;
}
