"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Notice } from "@/components/notice";
import { Section } from "@/components/section";
import { Loaded } from "../../../loaded";
import { useTRPC } from "../../../trpc";
import { useDenied, useMay } from "../../signed-in-context";
import { DerivingNotice } from "../deriving-notice";
import { AffectedPeople } from "./affected-people";
import { MasterImports } from "./master-imports";
import { MatchingNotice } from "./matching-notice";
import { NewMaster } from "./new-master";
import { UnresolvedNotice } from "./unresolved-notice";

type PeopleDeskProps = {
  incidentId: string;
  /** A master that was brought on the front page and whose columns want a person's eye. */
  broughtUploadId?: string;
};

/** Who the incident concerns: the people, and the customer masters they were found in. */
export function PeopleDesk({ incidentId, broughtUploadId }: PeopleDeskProps) {
  const trpc = useTRPC();
  const t = useTranslations("incidents");
  const may = useMay();
  const denied = useDenied()("people.affected");
  const imports = useQuery(trpc.people.imports.queryOptions({ incidentId }));
  return (
    <Loaded query={imports}>
      {(masters) => (
        <>
          <DerivingNotice incidentId={incidentId} />
          {masters.some((one) => one.state === "read") ? <UnresolvedNotice incidentId={incidentId} /> : null}
          <MatchingNotice incidentId={incidentId} />
          {masters.some((one) => one.state === "read") ? (
            denied ? (
              <Notice className="mb-5">{denied}</Notice>
            ) : (
              <AffectedPeople incidentId={incidentId} />
            )
          ) : null}
          {masters.length > 0 ? <MasterImports incidentId={incidentId} masters={masters} /> : null}
          <Section
            title={masters.length > 0 ? t("master.another") : t("master.first")}
            lead={t("master.lead")}
          >
            {may("people.startImport") ? (
              <NewMaster incidentId={incidentId} broughtUploadId={broughtUploadId} />
            ) : (
              <p className="text-ink-soft">{t("catalog.not-you")}</p>
            )}
          </Section>
        </>
      )}
    </Loaded>
  );
}
