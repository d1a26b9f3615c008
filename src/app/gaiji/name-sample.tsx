"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useDeferredValue } from "react";
import type { RefusedPerson } from "@/features/letters/schema";
import { useErrorText } from "../error-text";
import { useTRPC } from "../trpc";
import { Drawn } from "./drawn";
import type { Way } from "./use-gaiji-form";

type NameSampleProps = {
  incidentId: string;
  codePoint: string;
  person: RefusedPerson | null;
  way: Way;
  replacement: string | undefined;
};

/** The name (or the part of the address) as the letter will print it once this is decided, by the letters' own type. */
export function NameSample({ incidentId, codePoint, person, way, replacement }: NameSampleProps) {
  const trpc = useTRPC();
  const t = useTranslations("gaiji");
  const errorText = useErrorText();
  const waiting = useQuery(trpc.gaiji.people.queryOptions({ incidentId, codePoint }));
  const whose = person ?? waiting.data?.[0];
  const text = useDeferredValue(whose ? textAfter(whose, codePoint, way, replacement) : "");
  const otherFont = way.font ? { codePoint, font: way.font } : undefined;
  const drawn = useQuery(
    trpc.gaiji.draw.queryOptions(
      { text, otherFont },
      { enabled: text.trim() !== "", placeholderData: (before) => before },
    ),
  );
  if (!drawn.data || text.trim() === "") return null;
  return (
    <div aria-live="polite" className="rounded-md border border-line bg-raised p-4">
      <p className="mb-2 text-sm text-ink-soft">{t("sample")}</p>
      {drawn.data.ok ? (
        <Drawn drawn={drawn.data.drawn} label={text} size={48} />
      ) : (
        drawn.data.refusals.map((refusal) => (
          <p key={`${refusal.at} ${refusal.codePoint}`} className="text-sm text-attention">
            {errorText({
              kind: "invalid",
              reason: refusal.reason,
              detail: { codePoint: refusal.codePoint, field: "" },
            })}
          </p>
        ))
      )}
    </div>
  );
}

const mostShown = 20;

function textAfter(
  whose: RefusedPerson,
  codePoint: string,
  way: Way,
  replacement: string | undefined,
): string {
  if (way.remedy === "kana" || way.remedy === "own-form") return (replacement ?? "").slice(0, 100);
  const character = String.fromCodePoint(
    ...codePoint.split(" ").map((part) => Number.parseInt(part.slice(2), 16)),
  );
  const said = whose.name.includes(character) ? whose.name : around(whose.address, character);
  return way.remedy === "variant" ? said.replaceAll(character, replacement || "〓") : said;
}

/** The end of the address that has the character: the whole would be too small to compare. */
function around(address: string, character: string): string {
  const at = address.indexOf(character);
  return at < 0 ? character : address.slice(Math.max(0, at - mostShown), at + mostShown);
}
