import { mappingOf } from '../python/python-yaml.ts';
import { type NepsLayout, optimizerNamed } from './layout.ts';
import { resultsFormat } from './results-format.ts';

/** 0.12 of 2024: `results/`, YAML throughout, the state only in what is there. */
export const v012: NepsLayout = {
  layout: 'neps-0.12',
  format: resultsFormat,
  recognises: ({ names }) => names.has('results') && !names.has('configs'),
  optimizer: ({ searcher_name: name, searcher_alg: algorithm, searcher_args: given }) =>
    optimizerNamed(algorithm ?? name, mappingOf(given ?? null) ?? {}),
};
