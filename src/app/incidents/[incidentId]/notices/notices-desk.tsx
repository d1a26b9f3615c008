"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/empty-state";
import { LinkButton } from "@/components/link-button";
import { Notice } from "@/components/notice";
import type { NoticeChannel } from "@/features/notices/rules";
import { Loaded } from "../../../loaded";
import { useTRPC } from "../../../trpc";
import { useMay } from "../../signed-in-context";
import { DecideNotices } from "./decide-notices";
import { NoticeSums } from "./notice-sums";
import { ReturnedHint } from "./returned-hint";
import { WithheldPeople } from "./withheld-people";

type NoticesDeskProps = { incidentId: string; channel: NoticeChannel };

/** Who is owed a letter and a call, and who is on the list and will get none, and why. */
export function NoticesDesk({ incidentId, channel }: NoticesDeskProps) {
  const trpc = useTRPC();
  const t = useTranslations("incidents");
  const may = useMay();
  const counts = useQuery(trpc.notices.counts.queryOptions({ incidentId }));
  const versions = useQuery(trpc.lists.versions.queryOptions({ incidentId }));
  const approved = versions.data?.find((row) => row.state === "approved");
  const undecided = useQuery(trpc.notices.undecided.queryOptions({ incidentId })).data ?? 0;
  return (
    <Loaded query={counts}>
      {(rows) => (
        <>
          {rows.length === 0 && versions.data && !approved ? (
            <EmptyState
              title={t("notices.waiting")}
              action={<LinkButton href={`/incidents/${incidentId}/list`}>{t("notices.to-list")}</LinkButton>}
            >
              {t("notices.waiting-why")}
            </EmptyState>
          ) : null}
          {rows.length === 0 && approved ? (
            <EmptyState
              title={t("notices.ready", { version: approved.version, people: approved.peopleCount })}
              action={<DecideNotices incidentId={incidentId} list={approved} />}
            >
              {t("notices.ready-why")}
            </EmptyState>
          ) : null}
          {rows.length > 0 ? (
            <>
              {approved && undecided > 0 ? (
                <Notice
                  tone="attention"
                  className="mb-5"
                  title={t("notices.more", { people: undecided })}
                  action={<DecideNotices incidentId={incidentId} list={approved} />}
                >
                  {t("notices.more-why")}
                </Notice>
              ) : null}
              <NoticeSums incidentId={incidentId} counts={rows} />
              <ReturnedHint incidentId={incidentId} />
              {may("notices.withheld") ? (
                <WithheldPeople incidentId={incidentId} channel={channel} counts={rows} />
              ) : null}
            </>
          ) : null}
        </>
      )}
    </Loaded>
  );
}
