import type { z } from 'zod';

/** A small JSON file's value; null where the file is missing, half-written or something else. */
export function parseJsonAs<Schema extends z.ZodType>(
  schema: Schema,
  text: string | null,
): z.infer<Schema> | null {
  if (text === null) {
    return null;
  }
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
