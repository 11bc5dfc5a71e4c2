import { floatText, numberText } from '#core/config/values/number-text.ts';
import type { ConfigValue, Json, ValueKind } from '#core/contract/value.ts';

/** A value in Python's words: floats with a point, `True`, `None`. */
export function pythonLiteral(value: Json): string {
  if (value === null) {
    return 'None';
  }
  if (typeof value === 'boolean') {
    return value ? 'True' : 'False';
  }
  if (typeof value === 'number') {
    return numberText(value);
  }
  if (typeof value === 'string') {
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) {
    return `[${value.map(pythonLiteral).join(', ')}]`;
  }
  const pairs = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${pythonLiteral(item)}`);
  return `{${pairs.join(', ')}}`;
}

export function pythonValue(value: ConfigValue, kind: ValueKind): string {
  return kind === 'float' && typeof value === 'number' ? floatText(value) : pythonLiteral(value);
}
