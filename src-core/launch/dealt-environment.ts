/** The values of `[0, 1, 2]`, null for any other text. */
function listed(value: string): readonly string[] | null {
  const inside = /^\s*\[(.*)\]\s*$/s.exec(value)?.[1];
  const values = inside?.split(',').map((each) => each.trim()) ?? [];
  return values.length === 0 || values.includes('') ? null : values;
}

/**
 * The variables of one worker of a launch. A value in brackets is dealt out: of `CUDA_VISIBLE_DEVICES=[0, 1]` the first
 * worker gets 0, the second 1, the third 0 again. Any other value is the same for all.
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
