"use client";
import { useFormatter, useTranslations } from "next-intl";
import { Notice } from "@/components/notice";
import { Section } from "@/components/section";
import { Stat, StatRow } from "@/components/stat";
import type { PostageFigures, SlackTrade } from "@/features/print-runs/postage/schema";
import { PostageLines } from "./postage-lines";

/** What is still to be posted, at the rates of one day: full price, each discount, what is paid. */
export function PostageSums({ figures }: { figures: PostageFigures }) {
  const t = useTranslations("postage");
  const { none, slack } = figures.toPost;
  return (
    <Section title={t("sums.title")} lead={<Since since={figures.since} />}>
      {figures.since.rates === null ? <Notice tone="attention">{t("sums.no-rate")}</Notice> : null}
      <StatRow>
        <Stat
          label={t("sums.pieces")}
          value={none.pieces}
          unit={t("pieces", { count: none.pieces })}
          size="md"
        />
        <Stat label={t("sums.full")} value={none.fullYen} unit={t("yen")} size="md" />
        <Stat
          label={t("sums.barcode", { percent: none.percents.barcode })}
          value={off(none.barcodeYen)}
          unit={t("yen")}
          size="md"
        />
        <Stat
          label={t("sums.presort", { percent: none.percents.presort })}
          value={off(none.presortYen)}
          unit={t("yen")}
          size="md"
        />
        <Stat label={t("sums.pay")} value={none.payYen} unit={t("yen")} />
        <Stat label={t("sums.pay-slack")} value={slack.payYen} unit={t("yen")} size="md" />
      </StatRow>
      {figures.trade ? <Trade trade={figures.trade} /> : null}
      {none.lines.length > 0 ? <PostageLines lines={none.lines} /> : null}
      <ul className="mt-2 grid gap-1 text-sm text-ink-soft">
        {figures.guessed > 0 ? <li>{t("sums.guessed", { count: figures.guessed })}</li> : null}
        {none.tooHeavy > 0 ? <li>{t("sums.too-heavy", { count: none.tooHeavy })}</li> : null}
        {figures.posted.postings > 0 ? (
          <li>
            {t("sums.posted", {
              postings: figures.posted.postings,
              pieces: figures.posted.pieces,
              yen: figures.posted.yen,
            })}
          </li>
        ) : null}
        <li>{t("sums.rounding")}</li>
      </ul>
    </Section>
  );
}

/** What a discount takes off; nothing is 0 and not −0. */
const off = (yen: number) => (yen === 0 ? 0 : -yen);

/** The trade in one sentence: so much saved, so much later, so much left of the deadline. */
function Trade({ trade }: { trade: SlackTrade }) {
  const t = useTranslations("postage");
  const format = useFormatter();
  const day = (text: string) => format.dateTime(new Date(`${text}T00:00:00+09:00`), "day");
  const said = {
    until: day(trade.asIfPostedOn),
    sinceDiscovery: trade.daysSinceDiscovery,
    due: day(trade.reportDueOn),
  };
  return (
    <Notice className="mt-3" title={t("trade.title", { yen: trade.savesYen, days: trade.days })}>
      {trade.reportDaysLeft < 0
        ? t("trade.why-late", said)
        : t("trade.why", { ...said, left: trade.reportDaysLeft })}
      {trade.daysAfterLetterDate !== null && trade.daysAfterLetterDate > 0
        ? ` ${t("trade.letter-date", { days: trade.daysAfterLetterDate })}`
        : ""}
    </Notice>
  );
}

function Since({ since }: { since: PostageFigures["since"] }) {
  const t = useTranslations("postage");
  const format = useFormatter();
  const day = (text: string | null) =>
    text ? format.dateTime(new Date(`${text}T00:00:00+09:00`), "day") : t("sums.none-known");
  return t("sums.since", {
    rates: day(since.rates),
    barcode: day(since.barcode),
    presort: day(since.presort),
    slack: day(since.slack),
  });
}
