import type { Located } from './node.ts';
import type { Report } from './report.ts';
import { readPlainScalar, type ScalarValue } from './scalar.ts';

const CORE = 'tag:yaml.org,2002:';

export type TaggedScalar = { readonly tag: string; readonly source: string; readonly at: Located };

/** A value whose tag says what it is (`!!str 1e-3`, `!!float 8`). Other tags name objects that no text can hold. */
export function readTaggedScalar({ tag, source, at }: TaggedScalar, report: Report): ScalarValue {
  const text: ScalarValue = { type: 'string', value: source };
  if (tag === `${CORE}str` || tag === '!') {
    return text;
  }
  const wanted = tag.startsWith(CORE) ? tag.slice(CORE.length) : null;
  const value = readPlainScalar(source);
  switch (wanted) {
    case 'null':
      return { type: 'null', value: null };
    case 'bool':
      return value.type === 'boolean' ? value : mismatch();
    case 'int':
      return value.type === 'integer' ? { ...value, exponent: false } : mismatch();
    case 'float':
      return value.type === 'integer' || value.type === 'float'
        ? { type: 'float', value: value.value, exact: true }
        : mismatch();
    default:
      report.error('yaml-tag', at, `Expected a value without a tag, found \`${shortTag(tag)}\`.`);
      return text;
  }

  function mismatch(): ScalarValue {
    report.error('yaml-tag', at, `Expected a value that fits its tag \`${shortTag(tag)}\`, found ${source}.`);
    return text;
  }
}

export function shortTag(tag: string): string {
  return tag.startsWith(CORE) ? `!!${tag.slice(CORE.length)}` : tag;
}
