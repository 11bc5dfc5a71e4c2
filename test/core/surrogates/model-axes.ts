import type { SearchSpace } from '#core/contract/space.ts';
import { createModelSpace, type ModelAxis, type ModelSpace } from '#core/surrogates/model-space.ts';
import { categorical, float } from '#test/core/space/parameters.ts';

/** A space of one parameter an entry: a number on [0, 1] for null, else so many choices. */
function spaceOf(choices: readonly (number | null)[]): SearchSpace {
  return choices.map((count, k) =>
    count === null
      ? float(0, 1, { name: `x${k}` })
      : categorical(
          Array.from({ length: count }, (_, choice) => `choice ${choice}`),
          { name: `x${k}` },
        ),
  );
}

export function modelSpaceOf(choices: readonly (number | null)[]): ModelSpace {
  return createModelSpace(spaceOf(choices));
}

export function axesOf(choices: readonly (number | null)[]): readonly ModelAxis[] {
  return modelSpaceOf(choices).axes;
}

/** A fixed scatter of points over the axes of such a space. */
export function scatter(choices: readonly (number | null)[], count: number): Float64Array[] {
  return Array.from({ length: count }, (_, i) =>
    Float64Array.from(choices, (size, k) => {
      const at = ((i + 1) * Math.sqrt(2 + 3 * k + k * k)) % 1;
      return size === null ? at : Math.floor(at * size);
    }),
  );
}
