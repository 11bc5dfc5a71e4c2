import type { TypedValue } from './typed-value.ts';

/** What a text of our own holds; a torn or foreign one gives the reason instead. */
export type TypedYaml =
  | { readonly kind: 'value'; readonly value: TypedValue }
  | { readonly kind: 'unreadable'; readonly because: string };

/** Reads what `writeYaml` wrote, with the kinds of its numbers: every float comes back as a `FloatValue`. */
export declare function readTypedYaml(text: string): TypedYaml;
