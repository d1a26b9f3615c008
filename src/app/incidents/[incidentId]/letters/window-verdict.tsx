"use client";
import { useQuery } from "@tanstack/react-query";
import Image from "next/image";
import { useFormatter, useTranslations } from "next-intl";
import { DescriptionList } from "@/components/description-list";
import { Notice } from "@/components/notice";
import type { SlipAsked, SlipOfLetters } from "@/features/letters/schema";
import { Loaded } from "../../../loaded";
import { useTRPC } from "../../../trpc";

/** Only the ratio counts until the picture is there; it knows its own. */
const pictureWidth = 960;

/** What the window can show of letters in these words wherever the sheet slips: the verdict and its picture. */
export function WindowVerdict(words: SlipAsked) {
  const trpc = useTRPC();
  const slip = useQuery(trpc.letters.slip.queryOptions(words));
  return <Loaded query={slip}>{(found) => <Verdict found={found} />}</Loaded>;
}

function Verdict({ found }: { found: SlipOfLetters }) {
  const t = useTranslations("envelope");
  const format = useFormatter();
  const envelope = { envelope: found.envelope };
  const mm = (value: number) => format.number(value, { maximumFractionDigits: 1 });
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <figure className="grid content-start gap-2">
        <Image
          className="h-auto w-full rounded-sm border border-line"
          width={pictureWidth}
          height={pictureWidth / 2}
          unoptimized
          alt={found.ok ? t("picture-ok") : t("picture-broken")}
          src={`data:image/svg+xml,${encodeURIComponent(found.picture)}`}
        />
        <figcaption className="text-sm text-ink-soft">{t("picture")}</figcaption>
      </figure>
      <div className="grid content-start gap-3">
        <Notice
          tone={found.ok ? "ok" : "danger"}
          title={found.ok ? t("ok", envelope) : t("broken", envelope)}
        >
          {t("tried", { positions: found.positions })}
        </Notice>
        <DescriptionList
          items={found.tightest.map(({ name, must, clearMm, slip }, i) => ({
            key: `${name}-${i}`,
            term: t(`part.${name}`),
            value: (
              <span className="figures">
                {clearMm < 0
                  ? t(`over.${must}`, { clear: mm(-clearMm) })
                  : t(`clear.${must}`, { clear: mm(clearMm) })}
                <span className="block text-sm text-ink-soft">
                  {t("worst-at", {
                    aside: mm(slip.xMm),
                    down: mm(slip.yMm),
                    turn: mm((slip.turn * 180) / Math.PI),
                  })}
                </span>
              </span>
            ),
          }))}
        />
      </div>
    </div>
  );
}
