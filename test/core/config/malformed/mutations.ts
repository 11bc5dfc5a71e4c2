/** A valid text with one line made wrong. */
export type Mutant = { readonly name: string; readonly text: string; readonly line: number };

/** Makes a line wrong in one way; null where it has nothing that could be wrong in that way. */
type Mutation = { readonly name: string; readonly of: (line: string) => string | null };

function replaced(pattern: RegExp, by: string): Mutation['of'] {
  return (line) => (pattern.test(line) ? line.replace(pattern, by) : null);
}

/** The keys of a run and of a parameter: what has another name is another parameter, not a mistake. */
const KEY =
  /(?<=^\s*|[{,] ?)(evaluate_pipeline|pipeline_space|max_evaluations_total|root_directory|ignore_errors|seed|lower|upper|choices|prior_confidence|is_fidelity)(?=:)/;
const NUMBER = /(?<=(?:lower|upper|prior|max_evaluations_total|seed): ?)[-+\d.e]+/;
const UPPER = /(?<=upper: ?)[-+\d.e]+/;
const FLAG = /(?<=(?:log|is_fidelity|ignore_errors): ?)(?:true|false)/;
/** A value that stands behind its key, up to a comment. */
const VALUE = /(?<=^\s*\w+: )[^#\n]+?(?=\s*(?:#|$))/;
const CLOSING = /[\]}](?=\s*(?:#|$))/;
const BRACE = /(?<=: )\{/;

const MUTATIONS: readonly Mutation[] = [
  {
    name: 'a letter less in a key',
    of: (line) => (KEY.test(line) ? line.replace(KEY, (key) => key.slice(0, -1)) : null),
  },
  {
    name: 'two letters of a key swapped',
    of: (line) => (KEY.test(line) ? line.replace(KEY, (key) => `${key[1]}${key[0]}${key.slice(2)}`) : null),
  },
  {
    name: 'a capital in a key',
    of: (line) => (KEY.test(line) ? line.replace(KEY, (key) => key.toUpperCase()) : null),
  },
  { name: 'no closing bracket', of: replaced(CLOSING, '') },
  {
    name: 'the other closing bracket',
    of: (line) => (CLOSING.test(line) ? line.replace(CLOSING, (sign) => (sign === ']' ? '}' : ']')) : null),
  },
  { name: 'no opening brace', of: replaced(BRACE, '') },
  { name: 'a bracket too many', of: replaced(CLOSING, '$&]') },
  {
    name: 'a quote that does not end',
    of: (line) => (VALUE.test(line) ? line.replace(VALUE, (value) => `"${value}`) : null),
  },
  {
    name: 'a single quote that does not end',
    of: (line) => (VALUE.test(line) ? line.replace(VALUE, (value) => `'${value}`) : null),
  },
  { name: 'a tab in front', of: replaced(/^ +(?=[^\s#])/, '\t') },
  { name: 'no colon', of: replaced(/(?<=^\s*\w+):(?= )/, '') },
  { name: 'no blank after the colon', of: replaced(/(?<=^\s*\w+:) +(?=[^\s#])/, '') },
  {
    name: 'a colon too many',
    of: (line) =>
      VALUE.test(line) && !/: [[{]/.test(line) ? line.replace(VALUE, (value) => `${value}: x`) : null,
  },
  { name: 'a word for a number', of: replaced(NUMBER, 'many') },
  {
    name: 'a quoted number',
    of: (line) =>
      NUMBER.test(line) && !/e/.test(NUMBER.exec(line)?.[0] ?? 'e')
        ? line.replace(NUMBER, (number) => `"${number}"`)
        : null,
  },
  {
    name: 'nothing for a number',
    of: (line) => (NUMBER.test(line) && !/prior|seed|max_/.test(line) ? line.replace(NUMBER, '~') : null),
  },
  { name: 'an infinite number', of: replaced(NUMBER, '.inf') },
  { name: 'not a number', of: replaced(NUMBER, '.nan') },
  { name: 'a number beyond 2^53', of: replaced(UPPER, '9007199254740993') },
  { name: 'a number beyond the largest', of: replaced(NUMBER, '1.0e999') },
  { name: 'a list for a number', of: replaced(NUMBER, '[1, 2]') },
  { name: 'a mapping for a number', of: replaced(NUMBER, '{a: 1}') },
  { name: 'a bound far below', of: replaced(UPPER, '-100000.0') },
  { name: 'a word for a flag', of: replaced(FLAG, 'maybe') },
  { name: 'a number for a flag', of: replaced(FLAG, '3') },
  { name: 'an alias to nowhere', of: (line) => (VALUE.test(line) ? line.replace(VALUE, '*nowhere') : null) },
  {
    name: 'a tag of another language',
    of: (line) =>
      VALUE.test(line) ? line.replace(VALUE, (value) => `!!python/object:os.system ${value}`) : null,
  },
  { name: 'an at sign', of: (line) => (VALUE.test(line) ? line.replace(VALUE, '@home') : null) },
  { name: 'a percent sign', of: (line) => (VALUE.test(line) ? line.replace(VALUE, '%d') : null) },
  { name: 'a backtick', of: (line) => (VALUE.test(line) ? line.replace(VALUE, '`date`') : null) },
  {
    name: 'a control character',
    of: (line) => (VALUE.test(line) ? line.replace(VALUE, (value) => `${value}\u0007`) : null),
  },
  { name: 'an unknown key in front', of: (line) => (/^\w+:/.test(line) ? `budgets: 3\n${line}` : null) },
  { name: 'a stray word', of: (line) => (/^\w+: \S/.test(line) ? `stray\n${line}` : null) },
  {
    name: 'a key that is there already',
    of: (line) =>
      /^\s+\w+: [^\s{[]/.test(line) || /^(?:seed|ignore_errors): /.test(line) ? `${line}\n${line}` : null,
  },
];

/** Where the mutation stands: the second line of two equal ones, the first of all others. */
const SECOND_LINE = 'a key that is there already';

/** Every mutation of every line of a text, in a fixed order. */
export function mutantsOf(name: string, text: string): readonly Mutant[] {
  const lines = text.split('\n');
  return lines.flatMap((line, index) =>
    MUTATIONS.flatMap((mutation) => {
      const wrong = mutation.of(line);
      return wrong === null || wrong === line
        ? []
        : [
            {
              name: `${name}, line ${index + 1}: ${mutation.name}`,
              text: lines.toSpliced(index, 1, wrong).join('\n'),
              line: index + 1 + (mutation.name === SECOND_LINE ? 1 : 0),
            },
          ];
    }),
  );
}
