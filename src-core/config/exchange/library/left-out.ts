import type { RunSettings } from '#core/contract/setup/settings.ts';
import { INCUMBENT_DEFAULTS } from '#core/contract/setup/settings.ts';

/** Settings that only we have and that are not at their default, one sentence for all; none where there are none. */
export function leftOut({ incumbent, seed }: RunSettings): readonly string[] {
  const defaults = new Map<string, unknown>(Object.entries(INCUMBENT_DEFAULTS));
  const ours = Object.entries(incumbent)
    .filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(defaults.get(key)))
    .map(([key]) => `\`incumbent.${key}\``);
  const names = [...(seed === null ? [] : ['`seed`']), ...ours];
  return names.length === 0 ? [] : [`The library has nothing like ${names.join(', ')}: left out.`];
}
