import { OwabiError } from "./errors";

export type ErrorDescription = {
  name: string;
  reason?: string;
  code?: string;
  constraint?: string;
  table?: string;
  where?: string[];
};

/**
 * What may be logged of an error: names and places, never its message, query, parameters or detail. A
 * database error carries the bound values in all of those, and values are personal data.
 */
export function describeError(error: unknown): ErrorDescription {
  if (!(error instanceof Error)) return { name: typeof error };
  const source = rootOf(error);
  const fields = source as { code?: unknown; constraint_name?: unknown; table_name?: unknown };
  const text = (value: unknown) => (typeof value === "string" ? value : undefined);
  return {
    name: source.name,
    reason: error instanceof OwabiError ? error.reason : undefined,
    code: text(fields.code),
    constraint: text(fields.constraint_name),
    table: text(fields.table_name),
    where: stackPlaces(source),
  };
}

/** What began it: libraries wrap a database's error, some of them twice. */
function rootOf(error: Error): Error {
  let root = error;
  for (let depth = 0; depth < 5 && root.cause instanceof Error; depth += 1) root = root.cause;
  return root;
}

/** The calls that led there. The stack begins with the message, of which no line may pass for one of them. */
function stackPlaces({ stack, message }: Error): string[] | undefined {
  const begin = stack?.indexOf(message) ?? -1;
  return stack
    ?.slice(begin < 0 ? 0 : begin + message.length)
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .map((line) => line.trim());
}
