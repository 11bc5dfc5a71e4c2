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

/**
 * The variables of one worker of a launch. A value in brackets is dealt out: of `CUDA_VISIBLE_DEVICES=[0, 1]` the first
 * worker gets 0, the second 1, the third 0 again; of `["0,1", "2,3"]` two each. Any other value is the same for all.
 *
 * @param index of the worker within its launch, from 0
 */
export function dealtEnvironment(
  variables: Readonly<Record<string, string>>,
  index: number,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => {
      const values = listed(value);
      return [name, values?.[index % values.length] ?? value];
    }),
  );
}
