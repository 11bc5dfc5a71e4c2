/** Units of time in seconds, the largest first. */
const UNITS = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
] as const;

/** At most two neighbouring units, whole seconds at the finest: `2 h 40 min`, `4 min 11 s`, `0 s`. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const largest = UNITS.findIndex(([, size]) => whole >= size);
  if (largest === -1) {
    return '0 s';
  }
  const pair = UNITS.slice(largest, largest + 2);
  const parts = pair.map(([name, size], index) => {
    const above = index === 0 ? Number.POSITIVE_INFINITY : (pair[0]?.[1] ?? 1);
    return [Math.floor((whole % above) / size), name] as const;
  });
  return parts
    .filter(([count]) => count > 0)
    .map(([count, name]) => `${count} ${name}`)
    .join(' ');
}

/** What took so long, finer where it took little: `16 ms`, `2.4 s`, `4 min 11 s`. */
export function formatElapsed(seconds: number): string {
  if (seconds < 0.9995) {
    return `${Math.round(seconds * 1000)} ms`;
  }
  return seconds < 10 ? `${seconds.toFixed(1)} s` : formatDuration(seconds);
}

/** A time on an axis, in as many units as tell it from its neighbours: `250 ms`, `1.5 s`, `1 h 2 min 5 s`, `0 s`. */
export function formatTimeTick(seconds: number): string {
  if (seconds > 0 && seconds < 1) {
    return `${Number((seconds * 1000).toPrecision(4))} ms`;
  }
  let rest = Math.max(0, Number(seconds.toFixed(3)));
  const parts: string[] = [];
  for (const [name, size] of UNITS) {
    const count = size === 1 ? Number(rest.toFixed(3)) : Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) {
      parts.push(`${count} ${name}`);
    }
  }
  return parts.length === 0 ? '0 s' : parts.join(' ');
}

/** How long ago something was, in its largest unit: `now`, `12 s ago`, `3 h ago`, `9 days ago`. */
export function formatAgo(seconds: number): string {
  if (seconds < 1) {
    return 'now';
  }
  const [name, size] = UNITS.find(([, unit]) => seconds >= unit) ?? ['s', 1];
  const count = Math.floor(seconds / size);
  if (name === 'd') {
    return count === 1 ? '1 day ago' : `${count} days ago`;
  }
  return `${count} ${name} ago`;
}
