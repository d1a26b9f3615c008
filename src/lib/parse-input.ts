import type { z } from "zod";
import { Invalid } from "./errors";

/**
 * The input as the schema gives it. Throws Invalid `input.invalid` { field, rule }: the first field that is
 * wrong, as a dotted path, and zod's code for it. The value itself is never in the error.
 */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Invalid("input.invalid", {
    field: issue?.path.map(String).join(".") ?? "",
    rule: issue?.code ?? "",
  });
}
