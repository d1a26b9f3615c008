"use client";
import { useState } from "react";
import type { DecideGaiji, GaijiOptions, RefusedPerson } from "@/features/letters/schema";

/** A way to print a character, as the choices name it: a remedy, and what it needs. */
export type Way = { key: string; remedy: DecideGaiji["remedy"]; font?: string; replacement?: string };

/** The ways that can be chosen now: a whole name only for one person who has the character in their name. */
export function waysFor(options: GaijiOptions, person: RefusedPerson | null): Way[] {
  const inName = person?.fields.some((field) => field === "name" || field === "addressee.name") ?? false;
  return [
    ...options.choices.map((choice) => ({
      key: `${choice.remedy} ${choice.font ?? choice.replacement}`,
      remedy: choice.remedy,
      font: choice.font ?? undefined,
      replacement: choice.replacement ?? undefined,
    })),
    ...(options.reason === "letter.private-use" ? [{ key: "variant", remedy: "variant" as const }] : []),
    ...(person && inName && person.kana
      ? [{ key: "kana", remedy: "kana" as const, replacement: person.kana }]
      : []),
    ...(person && inName ? [{ key: "own-form", remedy: "own-form" as const }] : []),
  ];
}

/** What somebody is about to decide. */
export function useGaijiForm(ways: readonly Way[]) {
  const [key, setKey] = useState<string | null>(null);
  const [typed, setTyped] = useState("");
  const [reason, setReason] = useState("");
  const way = ways.find((one) => one.key === key) ?? null;
  const replacement = way?.replacement ?? (way?.remedy === "other-font" ? undefined : typed);
  return { way, setKey, typed, setTyped, reason, setReason, replacement };
}
