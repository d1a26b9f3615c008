"use client";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge } from "@/components/badge";
import { returnsThatStop } from "@/features/print-runs/returned/rules";
import type { AddressTaskRow } from "@/features/print-runs/returned/schema";
import { formatPostcode } from "@/lib/japan/postcode";
import { AddressActs } from "./address-acts";
import { AddressHistory } from "./address-history";

/** One person whose letter came back: where it went, what was put forward, what can be done now. */
export function AddressCard({ task }: { task: AddressTaskRow }) {
  const t = useTranslations("returned");
  const format = useFormatter();
  return (
    <article className="grid gap-x-6 gap-y-3 rounded-lg border border-line bg-surface px-4 py-3 lg:grid-cols-[minmax(0,16rem)_minmax(0,1fr)_auto]">
      <div className="min-w-0">
        <h3 className="text-lg font-bold">{task.name}</h3>
        <p className="text-sm text-ink-soft">{task.kana}</p>
        <p className="code text-sm">{task.inquiryNumber}</p>
        <p className="mt-1 flex flex-wrap gap-1.5">
          <Badge>{t(`reason.${task.reason}`)}</Badge>
          {task.returns >= returnsThatStop ? (
            <Badge tone="attention">{t("addresses.returns", { count: task.returns })}</Badge>
          ) : null}
        </p>
        <p className="mt-1 text-sm text-ink-faint">
          {t("addresses.returned-at", { at: format.dateTime(task.returnedAt, "day") })}
        </p>
      </div>
      <dl className="grid min-w-0 content-start gap-2">
        <Place term={t("addresses.printed")} place={task.printed} />
        {task.listed ? <Place term={t("addresses.listed")} place={task.listed} tone="attention" /> : null}
        {task.proposal ? (
          <Place
            term={t("addresses.proposal")}
            place={task.proposal}
            tone="accent"
            note={t("addresses.proposed-by", {
              source: t(`source.${task.proposal.source}`),
              name: task.proposedByName ?? "",
            })}
          />
        ) : null}
        {task.decidedAt ? (
          <p className="text-sm text-ink-soft">
            {task.decidedByName
              ? t("addresses.decided-by", {
                  name: task.decidedByName,
                  at: format.dateTime(task.decidedAt, "dayTime"),
                })
              : t("addresses.decided", { at: format.dateTime(task.decidedAt, "dayTime") })}
          </p>
        ) : null}
      </dl>
      <div className="flex flex-wrap items-start gap-2 lg:w-44 lg:flex-col lg:items-stretch">
        <AddressActs task={task} />
        <AddressHistory task={task} />
      </div>
    </article>
  );
}

type PlaceProps = {
  term: ReactNode;
  place: { postcode: string | null; address: string };
  tone?: "attention" | "accent";
  note?: ReactNode;
};

const edge = { attention: "border-attention", accent: "border-accent" };

function Place({ term, place, tone, note }: PlaceProps) {
  return (
    <div className={`border-l-2 pl-3 ${tone ? edge[tone] : "border-line"}`}>
      <dt className="text-xs text-ink-soft">{term}</dt>
      <dd className="break-words">
        {place.postcode ? <span className="code mr-2">〒{formatPostcode(place.postcode)}</span> : null}
        {place.address}
        {note ? <span className="block text-sm text-ink-soft">{note}</span> : null}
      </dd>
    </div>
  );
}
