import { mobster } from '#core/optimizers/mobster.ts';
import { describeConformance } from './conformance.ts';

describeConformance(mobster, { eta: 3, initial_design_size: 2 });
