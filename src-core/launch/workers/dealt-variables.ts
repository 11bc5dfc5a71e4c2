/** One value of a list, in quotes where it holds a comma, and the comma or the end after it. */
const VALUE = /\s*(?:"([^"]*)"|'([^']*)'|([^,"']*?))\s*(,|$)/y;

/** The values of `[0, 1, 2]` or `["0,1", "2,3"]`, null for any other text. */
function listed(text: string): readonly string[] | null {
  const inside = /^\s*\[(.*)\]\s*$/s.exec(text)?.[1];
  if (inside === undefined) {
    return null;
  }
  const values: string[] = [];
  VALUE.lastIndex = 0;
  for (let separator = ','; separator === ','; ) {
    const [, double, single, plain, next] = VALUE.exec(inside) ?? [];
    const value = double ?? single ?? plain ?? '';
    if (value === '') {
      return null;
    }
    values.push(value);
    separator = next ?? '';
  }
  return values;
}

type Variables = Readonly<Record<string, string>>;

/** The variables of one worker, and those of them that were dealt out. */
export type DealtVariables = { readonly all: Variables; readonly dealt: Variables };

/**
 * The variables of the workers of a launch. A value in brackets is dealt out: of `CUDA_VISIBLE_DEVICES=[0, 1]` the first
 * worker gets 0, the second 1, the third 0 again; of `["0,1", "2,3"]` two each. What workers that are there already were
 * dealt is given last. Any other value is the same for all.
 *
 * @param others what living workers were dealt
 */
export function dealtVariables(
  variables: Variables,
  count: number,
  others: readonly Variables[] = [],
): readonly DealtVariables[] {
  const lists = Object.entries(variables).map(([name, text]) => ({ name, values: listed(text) }));
  const given = [...others];
  return Array.from({ length: count }, () => {
    const dealt: Variables = Object.fromEntries(
      lists.flatMap(({ name, values }) => (values === null ? [] : [[name, leastGiven(values, name, given)]])),
    );
    given.push(dealt);
    return { all: { ...variables, ...dealt }, dealt };
  });
}

/** The value that the fewest have; the first of equals. */
function leastGiven(values: readonly string[], name: string, given: readonly Variables[]): string {
  const uses = (value: string) =>
    given.filter((dealt) => dealt[name] === value).length / values.filter((each) => each === value).length;
  return values.reduce((least, value) => (uses(value) < uses(least) ? value : least));
}
