/**
 * Stands in for the validator in the page's bundle (vite.config.ts): the contract's files define schemas beside the
 * words that the page needs, and the engine's side is the one that checks. Building a schema gives something inert;
 * checking with one is a mistake and throws.
 */
const CHECKS = ['parse', 'safeParse', 'parseAsync', 'safeParseAsync'];

const inert: unknown = new Proxy(() => undefined, {
  apply: () => inert,
  get: (_target, name) => {
    if (typeof name === 'string' && CHECKS.includes(name)) {
      throw new Error('The page carries no schemas: use the words of the contract, not its validators.');
    }
    return inert;
  },
});

export const z = inert;
