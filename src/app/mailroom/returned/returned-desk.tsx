"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Notice } from "@/components/notice";
import { PageHeader } from "@/components/page-header";
import { useBlocked, useMay } from "../../incidents/signed-in-context";
import { Loaded } from "../../loaded";
import { useTRPC } from "../../trpc";
import { useMailroom } from "../mailroom-context";
import { LastReturned } from "./last-returned";
import { ReturnedFile } from "./returned-file";
import { ReturnedScan } from "./returned-scan";
import { ReturnedSums } from "./returned-sums";

/** Envelopes that came back: choose the reason once, then scan one after the other, or take a file of them. */
export function ReturnedDesk() {
  const trpc = useTRPC();
  const t = useTranslations("returned");
  const { incident } = useMailroom();
  const blocked = useBlocked()("returnedMail.record");
  const may = useMay();
  const counts = useQuery(trpc.returnedMail.counts.queryOptions({ incidentId: incident.id }));
  return (
    <>
      <PageHeader title={t("title")} lead={<span className="code">{incident.code}</span>} />
      {blocked ? (
        <Notice className="mb-5">{blocked}</Notice>
      ) : (
        <div className="mb-6 grid items-start gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
          <ReturnedScan key={incident.id} incidentId={incident.id} />
          <ReturnedFile incidentId={incident.id} />
        </div>
      )}
      <Loaded query={counts}>
        {(known) => <ReturnedSums counts={known} addressesHref="/mailroom/addresses" />}
      </Loaded>
      {may("returnedMail.recent") ? <LastReturned incidentId={incident.id} /> : null}
    </>
  );
}
