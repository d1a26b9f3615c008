import { createTranslator } from "next-intl";
import { findReasons, findUses } from "./find-uses";
import { icuArguments } from "./icu-arguments";
import type { Texts } from "./read-messages";

/** Keys that one language has and the other lacks, as sentences. */
export function missingKeys(ja: Texts, en: Texts): string[] {
  return [
    ...[...ja.keys()].filter((key) => !en.has(key)).map((key) => `${key} is missing in en`),
    ...[...en.keys()].filter((key) => !ja.has(key)).map((key) => `${key} is missing in ja`),
  ];
}

/** Texts ICU cannot read, and empty ones. */
export function brokenTexts(texts: Texts, locale: "ja" | "en"): string[] {
  const broken: string[] = [];
  for (const [key, text] of texts) {
    if (!text.trim()) broken.push(`${locale} ${key} is empty`);
    const translate = createTranslator({
      locale,
      messages: { text },
      onError: (error) => {
        if (error.code === "INVALID_MESSAGE")
          broken.push(`${locale} ${key}: ${error.message.split("\n")[0]}`);
      },
      getMessageFallback: () => "",
    });
    translate("text", {});
  }
  return broken;
}

/** Texts that expect other values in one language than in the other. */
export function differingArguments(ja: Texts, en: Texts): string[] {
  const list = (text: string) => [...icuArguments(text)].sort().join(", ");
  return [...ja]
    .filter(([key, text]) => en.has(key) && list(text) !== list(en.get(key) ?? ""))
    .map(([key, text]) => `${key}: ja takes (${list(text)}), en takes (${list(en.get(key) ?? "")})`);
}

export type Source = { path: string; text: string };

/**
 * Keys nobody asks for, keys asked for that do not exist, and calls that cannot be followed. Texts of errors
 * count as used where their reason stands anywhere in the code, since rules return reasons as well.
 */
export function unmatchedKeys(texts: Texts, sources: readonly Source[]): string[] {
  const found = sources.map((source) => ({ path: source.path, ...findUses(source.text) }));
  const keys = new Set(found.flatMap((uses) => [...uses.keys]));
  const prefixes = found.flatMap((uses) => [...uses.prefixes]);
  const strings = new Set(found.flatMap((uses) => [...uses.strings]));
  const heads = found.flatMap((uses) => [...uses.stringHeads]);
  const isReason = (key: string) => strings.has(key) || heads.some((head) => key.startsWith(head));
  const isUsed = (key: string) =>
    keys.has(key) ||
    prefixes.some((prefix) => key.startsWith(prefix)) ||
    (key.startsWith("errors.") && isReason(key.slice("errors.".length)));
  return [
    ...[...texts.keys()].filter((key) => !isUsed(key)).map((key) => `${key} is used nowhere`),
    ...found.flatMap((uses) => [
      ...[...uses.keys]
        .filter((key) => !texts.has(key))
        .map((key) => `${uses.path} asks for ${key}, which does not exist`),
      ...[...uses.prefixes]
        .filter((prefix) => ![...texts.keys()].some((key) => key.startsWith(prefix)))
        .map((prefix) => `${uses.path} asks for ${prefix}…, which does not exist`),
      ...uses.opaque.map((template) => `${uses.path}: \`${template}\` does not begin with a fixed part`),
    ]),
  ];
}

/** Reasons that are thrown or returned and have no text. */
export function reasonsWithoutText(texts: Texts, sources: readonly Source[]): string[] {
  const reasons = new Map<string, string>();
  for (const source of sources)
    for (const reason of findReasons(source.text)) reasons.set(reason, source.path);
  return [...reasons]
    .filter(([reason]) => !texts.has(`errors.${reason}`))
    .map(([reason, path]) => `${reason} (in ${path}) has no text in errors.json`);
}
