"use client";
import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { Notice } from "@/components/notice";
import { noticeChannels } from "@/features/notices/rules";
import { useTRPC } from "../../../../trpc";

/** Where the person is not to be written to or rung: since when, by whom, why. */
export function StandingWishes({ personId }: { personId: string }) {
  const trpc = useTRPC();
  const t = useTranslations("matching");
  const format = useFormatter();
  const wishes = useQuery(trpc.notices.wishesOf.queryOptions({ personId }));
  return wishes.data?.map(({ id, channel, reason, byName, at }) => {
    const channels = (channel === "all" ? noticeChannels : [channel]).map((one) =>
      t(`person.channel.${one}`),
    );
    return (
      <Notice
        key={id}
        tone="attention"
        className="mb-4"
        title={t("person.suppressed", { channel: format.list(channels, { type: "conjunction" }) })}
      >
        {reason}
        <span className="figures block text-sm text-ink-soft">
          {byName} {format.dateTime(at, "stamp")}
        </span>
      </Notice>
    );
  });
}
