import {
  ashaWith,
  asynchronousHyperbandWith,
  hyperbandWith,
  successiveHalvingWith,
} from '../brackets/algorithms.ts';
import { defineBracketOptimizer } from '../brackets/define.ts';
import { drawFromMixture } from './draw.ts';

/**
 * PriorBand (Mallik et al., "PriorBand: practical hyperparameter optimization in the age of deep learning", NeurIPS
 * 2023): Hyperband whose new configurations are drawn evenly, from the priors or around the incumbent.
 */
export const priorband = defineBracketOptimizer('priorband', hyperbandWith, drawFromMixture);

export const priorbandHalving = defineBracketOptimizer(
  'priorband_sh',
  successiveHalvingWith,
  drawFromMixture,
);

export const priorbandAsha = defineBracketOptimizer('priorband_asha', ashaWith, drawFromMixture);

export const priorbandAsynchronous = defineBracketOptimizer(
  'priorband_async',
  asynchronousHyperbandWith,
  drawFromMixture,
);
