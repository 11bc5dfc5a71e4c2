import type { Config, ConfigValue } from '#core/contract/value.ts';

/** The values of one parameter in sampled configurations; a parameter that they do not know yet has none. */
export function drawsOf(samples: readonly Config[], name: string): readonly ConfigValue[] {
  return samples.flatMap((sample) => sample[name] ?? []);
}
