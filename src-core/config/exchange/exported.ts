/** A run for another tool, with what its text can't say there; or the reasons why that tool can't run it. */
export type Exported =
  | { readonly kind: 'exported'; readonly text: string; readonly notes: readonly string[] }
  | { readonly kind: 'refused'; readonly reasons: readonly string[] };
