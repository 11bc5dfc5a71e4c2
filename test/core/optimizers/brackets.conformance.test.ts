import { asha, ashaPrior } from '#core/optimizers/asha.ts';
import {
  asynchronousHyperband,
  asynchronousHyperbandPrior,
} from '#core/optimizers/asynchronous-hyperband.ts';
import { hyperband, hyperbandPrior } from '#core/optimizers/hyperband.ts';
import {
  priorband,
  priorbandAsha,
  priorbandAsynchronous,
  priorbandHalving,
} from '#core/optimizers/priorband.ts';
import { successiveHalving, successiveHalvingPrior } from '#core/optimizers/successive-halving.ts';
import { describeConformance } from './conformance.ts';

for (const definition of [asha, ashaPrior]) {
  describeConformance(definition, { eta: 3, early_stopping_rate: 0, sample_prior_first: false });
}
describeConformance(asha, { eta: 2, early_stopping_rate: 1, sample_prior_first: true });

for (const definition of [hyperband, hyperbandPrior, asynchronousHyperband, asynchronousHyperbandPrior]) {
  describeConformance(definition, { eta: 3, sample_prior_first: true });
}
describeConformance(hyperband, { eta: 4, sample_prior_first: false });

for (const definition of [successiveHalving, successiveHalvingPrior]) {
  describeConformance(definition, {
    eta: 3,
    early_stopping_rate: 0,
    sample_prior_first: 'highest_fidelity',
  });
}

for (const definition of [priorband, priorbandHalving, priorbandAsha, priorbandAsynchronous]) {
  describeConformance(definition, { eta: 3, sample_prior_first: false, sampler: 'prior' });
}
describeConformance(priorband, { eta: 3, sample_prior_first: true, sampler: 'gp' });
