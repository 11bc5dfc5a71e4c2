type Attributes = Readonly<Record<string, string | number>>;

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** One SVG element; numbers are rounded to a tenth of a pixel. */
export function element(name: string, attributes: Attributes, children: readonly string[] = []): string {
  const written = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${typeof value === 'number' ? Math.round(value * 10) / 10 : escaped(value)}"`,
  );
  return children.length === 0
    ? `<${name}${written.join('')}/>`
    : `<${name}${written.join('')}>${children.join('')}</${name}>`;
}

export function text(words: string, attributes: Attributes): string {
  return element('text', attributes, [escaped(words)]);
}

export type Place = readonly [x: number, y: number];

export function line(places: readonly Place[], attributes: Attributes): string {
  return element('polyline', { points: pointsOf(places), fill: 'none', ...attributes });
}

/** The area between two lines that go the same way. */
export function band(upper: readonly Place[], lower: readonly Place[], attributes: Attributes): string {
  return element('polygon', { points: pointsOf([...upper, ...lower.toReversed()]), ...attributes });
}

function pointsOf(places: readonly Place[]): string {
  return places.map(([x, y]) => `${Math.round(x * 10) / 10},${Math.round(y * 10) / 10}`).join(' ');
}
