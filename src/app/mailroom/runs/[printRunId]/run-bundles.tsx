"use client";
import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { Section } from "@/components/section";
import { useTRPC } from "../../../trpc";

/** The bundles of a run for the post, in the order in which its pieces lie. */
export function RunBundles({ printRunId }: { printRunId: string }) {
  const trpc = useTRPC();
  const t = useTranslations("postage");
  const isJapanese = useLocale() === "ja";
  const bundles = useQuery(trpc.postings.bundles.queryOptions({ printRunId }));
  if (!bundles.data?.length) return null;
  return (
    <Section title={t("bundles.title", { bundles: bundles.data.length })} lead={t("bundles.lead")}>
      <ol
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={t("bundles.title", { bundles: bundles.data.length })}
        className="grid max-h-96 gap-x-8 overflow-y-auto sm:grid-cols-2 xl:grid-cols-3"
      >
        {bundles.data.map((bundle) => (
          <li
            key={bundle.firstSequence}
            className="flex flex-wrap justify-between gap-x-4 border-t border-line py-1"
          >
            <span>
              <span className="code mr-2 font-bold">{bundle.digits ?? "–"}</span>
              {bundle.digits ? (isJapanese ? bundle.areaJa : bundle.areaEn) : t("sheet.no-postcode")}
            </span>
            <span className="figures text-ink-soft">
              {bundle.pieces === 1
                ? t("bundles.piece", { first: bundle.firstSequence })
                : t("bundles.pieces", {
                    pieces: bundle.pieces,
                    first: bundle.firstSequence,
                    last: bundle.lastSequence,
                  })}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
