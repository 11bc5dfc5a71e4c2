import { mappingOf } from '../python/python-yaml.ts';
import { configsFormat } from './configs-format.ts';
import { type NepsLayout, optimizerNamed } from './layout.ts';

/** What all versions from 0.13 on share: the user's values directly in `extra`, the optimizer's arguments in `info`. */
export const SINCE_013 = {
  format: configsFormat({ userValues: (extra) => extra }),
  optimizer: ({ name, info }) => optimizerNamed(name, mappingOf(info ?? null) ?? {}),
} satisfies Pick<NepsLayout, 'format' | 'optimizer'>;
