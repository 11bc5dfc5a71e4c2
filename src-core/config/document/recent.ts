/**
 * Remembers what was made of the latest few texts. Only for what is a function of the text alone and is not changed.
 *
 * @param limits - how many texts are kept, and the length beyond which none is
 */
export function createRecent<Made>(limits: {
  readonly texts: number;
  readonly longest: number;
}): (text: string, make: () => Made) => Made {
  const kept = new Map<string, Made>();
  return (text, make) => {
    const known = kept.get(text);
    const made = known ?? make();
    if (text.length <= limits.longest) {
      kept.delete(text);
      kept.set(text, made);
      const [oldest] = kept.keys();
      if (kept.size > limits.texts && oldest !== undefined) {
        kept.delete(oldest);
      }
    }
    return made;
  };
}
