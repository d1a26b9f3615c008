import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { defOf } from "./walk-schema";

/** Real ids by the name of the field that carries them; what is missing here gets a random one. */
export type RealIds = Readonly<Record<string, string>>;

const texts = [
  "承認",
  "2014-03-12",
  "2014-03-12T09:00:00+09:00",
  "09:00",
  "18:00",
  "0120-000-000",
  "a",
  "v1",
  "own-a",
  "0".repeat(64),
  "0".repeat(16),
  "SK",
  "CODE-1",
  "U+E000",
  "1",
];

/** Names that stand in answers, so that the same question is asked twice. */
const named: RealIds = { name: "a", templateName: "a", text: "a" };

/** An input that the schema takes, made of real ids and small values. Throws where it finds none. */
export function sampleInput(schema: z.ZodType, ids: RealIds, name = ""): unknown {
  const def = defOf(schema);
  if (def.innerType) {
    const isLeftOut = def.type === "optional" || def.type === "default" || def.type === "nullable";
    if (!isLeftOut) return sampleInput(def.innerType, ids, name);
    return def.type === "nullable" ? null : sampleInput(def.innerType, ids, name);
  }
  if (def.type === "object") {
    return Object.fromEntries(
      Object.entries(def.shape ?? {}).map(([key, part]) => [key, sampleInput(part, ids, key)]),
    );
  }
  if (def.type === "array" && def.element) {
    const one = [sampleInput(def.element, ids, name.replace(/s$/, ""))];
    return schema.safeParse(one).success ? one : [];
  }
  if (def.type === "union" && def.options?.[0]) return sampleInput(def.options[0], ids, name);
  const candidates = [ids[name], named[name], randomUUID(), ...texts, 1, 5, 0, true, new Date(), {}, null];
  for (const candidate of [...candidates, ...optionsOf(schema)]) {
    if (candidate !== undefined && schema.safeParse(candidate).success) return candidate;
  }
  throw new Error(`no sample for ${name} (${def.type})`);
}

function optionsOf(schema: z.ZodType): unknown[] {
  const { options, entries, values } = schema as {
    options?: unknown[];
    entries?: object;
    values?: Set<unknown>;
  };
  return options ?? (values ? [...values] : Object.values(entries ?? {}));
}
