"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/empty-state";
import { Notice } from "@/components/notice";
import { PageHeader } from "@/components/page-header";
import { HeldLetters } from "../../incidents/[incidentId]/letters/held-letters";
import { useBlocked } from "../../incidents/signed-in-context";
import { Loaded } from "../../loaded";
import { useTRPC } from "../../trpc";
import { useMailroom } from "../mailroom-context";

/** The letters that are in no run because they cannot be printed as they are. */
export function HeldOnBench() {
  const trpc = useTRPC();
  const t = useTranslations("mailroom");
  const { incident } = useMailroom();
  const figures = useQuery(trpc.printRuns.figures.queryOptions({ incidentId: incident.id }));
  const blocked = useBlocked()("letters.held");
  return (
    <>
      <PageHeader
        title={t("held.title")}
        back={{ href: "/mailroom", label: t("title") }}
        lead={<span className="code">{incident.code}</span>}
      />
      {blocked ? <Notice>{blocked}</Notice> : null}
      <Loaded query={figures}>
        {({ held }) =>
          blocked ? null : held === 0 ? (
            <EmptyState title={t("held.none")}>{t("held.none-why")}</EmptyState>
          ) : (
            <HeldLetters
              incidentId={incident.id}
              total={held}
              opensPerson={false}
              gaijiHref="/mailroom/held/gaiji"
            />
          )
        }
      </Loaded>
    </>
  );
}
