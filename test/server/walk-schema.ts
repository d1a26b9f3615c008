import { z } from "zod";

export type Found = { at: string; problem: string };

type Def = {
  type: string;
  shape?: Record<string, z.ZodType>;
  catchall?: z.ZodType;
  element?: z.ZodType;
  innerType?: z.ZodType;
  in?: z.ZodType;
  out?: z.ZodType;
  options?: readonly z.ZodType[];
  items?: readonly z.ZodType[];
  keyType?: z.ZodType;
  valueType?: z.ZodType;
};

export const defOf = (schema: z.ZodType): Def => (schema as unknown as { _zod: { def: Def } })._zod.def;

const wrappers = new Set(["optional", "nullable", "default", "prefault", "readonly", "nonoptional", "catch"]);
const bounded = new Set(["boolean", "enum", "literal", "date", "null", "undefined"]);
const tooMany = 200_000;

/** What a schema of an input lets in without a bound: unknown keys, endless texts, lists and numbers. */
export function unboundedParts(schema: z.ZodType, at = "input"): Found[] {
  const def = defOf(schema);
  if (wrappers.has(def.type) && def.innerType) return unboundedParts(def.innerType, at);
  if (def.type === "object") return inObject(def, at);
  if (def.type === "array") return inArray(schema, def, at);
  if (def.type === "union") return (def.options ?? []).flatMap((option) => unboundedParts(option, at));
  if (def.type === "record") return inRecord(def, at);
  if (def.type === "string" || isText(schema)) return inText(schema, at);
  if (def.type === "pipe" && def.in) return unboundedParts(def.in, at);
  if (def.type === "number")
    return schema.safeParse(1e300).success ? [{ at, problem: "endless number" }] : [];
  return bounded.has(def.type) ? [] : [{ at, problem: `${def.type} is not known to be bounded` }];
}

/** A text, also one that is trimmed or changed before its length is looked at. */
function isText(schema: z.ZodType): boolean {
  const { type, in: before } = defOf(schema);
  return type === "string" || (type === "pipe" && before !== undefined && isText(before));
}

function inObject({ shape = {}, catchall }: Def, at: string): Found[] {
  const open = !catchall || defOf(catchall).type !== "never";
  const own = open ? [{ at, problem: "takes unknown keys" }] : [];
  return [...own, ...Object.entries(shape).flatMap(([key, part]) => unboundedParts(part, `${at}.${key}`))];
}

function inArray(schema: z.ZodType, { element }: Def, at: string): Found[] {
  const refusal = schema.safeParse(Array.from({ length: tooMany }, () => null));
  const isCounted = refusal.error?.issues.some(({ code, path }) => code === "too_big" && path.length === 0);
  const own = isCounted ? [] : [{ at, problem: "endless list" }];
  return element ? [...own, ...unboundedParts(element, `${at}[]`)] : own;
}

function inRecord({ keyType, valueType }: Def, at: string): Found[] {
  const known = keyType && ["enum", "literal"].includes(defOf(keyType).type);
  const own = known ? [] : [{ at, problem: "takes any key" }];
  return valueType ? [...own, ...unboundedParts(valueType, `${at}{}`)] : own;
}

function inText(schema: z.ZodType, at: string): Found[] {
  const endless = ["a", "0", "あ", "1-", "v1"].some(
    (filler) => schema.safeParse(filler.repeat(tooMany)).success,
  );
  return endless ? [{ at, problem: "endless text" }] : [];
}

/** Every text of an input by its path, so that a test can put something into it. */
export function textsIn(schema: z.ZodType, at: (string | number)[] = []): (string | number)[][] {
  const def = defOf(schema);
  if (wrappers.has(def.type) && def.innerType) return textsIn(def.innerType, at);
  if (isText(schema)) return [at];
  if (def.type === "object")
    return Object.entries(def.shape ?? {}).flatMap(([key, part]) => textsIn(part, [...at, key]));
  if (def.type === "array" && def.element) return textsIn(def.element, [...at, 0]);
  // A sample is made of the first.
  if (def.type === "union" && def.options?.[0]) return textsIn(def.options[0], at);
  return [];
}

export { z };
