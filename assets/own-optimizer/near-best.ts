// near-best.ts
import type { Optimizer } from './incumbent-optimizer.d.ts';

/** Draws at random first, then around the best configuration so far, ever closer to it. */
export const nearBest: Optimizer = {
  title: 'Near the best',
  summary: 'Draws around the best configuration so far, ever closer to it.',
  arguments: [
    {
      name: 'start',
      type: 'integer',
      default: 5,
      minimum: 1,
      description: 'Trials before the first near draw.',
    },
    { name: 'spread', type: 'number', default: 0.3, minimum: 0, description: 'How far it draws at first.' },
  ],
  uses: () => ({ fidelity: false, priors: false }),
  create(_space, { start, spread }, tools) {
    return ({ trials, rng }) => {
      const successes = trials.inState('success').filter(({ loss }) => Number.isFinite(loss));
      const best = successes.sort((a, b) => Number(a.loss) - Number(b.loss))[0];
      if (best === undefined || successes.length < Number(start)) {
        return { kind: 'sample', config: tools.sample(rng) };
      }
      const width = Number(spread) / Math.sqrt(successes.length);
      const place = tools.toUnit(best.config).map((value) => value + width * rng.normal());
      return { kind: 'sample', config: tools.fromUnit(place) };
    };
  },
};
