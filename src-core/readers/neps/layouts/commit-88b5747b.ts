import { mappingOf } from '../python/python-yaml.ts';
import { configsFormat } from './configs-format.ts';
import { type NepsLayout, optimizerNamed } from './layout.ts';

/** The library of January 2025: the optimizer's arguments lie flat beside its name, the user's values in `info_dict`. */
export const commit88b5747b: NepsLayout = {
  layout: 'neps-88b5747b',
  format: configsFormat({
    userValues: (extra) => {
      const { info_dict: info, ...others } = extra;
      return { ...others, ...(mappingOf(info ?? null) ?? {}) };
    },
  }),
  recognises: ({ names, optimizerInfo }) =>
    names.has('configs') &&
    (names.has('summary_csv') ||
      (optimizerInfo !== null && 'name' in optimizerInfo && !('info' in optimizerInfo))),
  optimizer: ({ name, ...given }) => optimizerNamed(name, given),
};
