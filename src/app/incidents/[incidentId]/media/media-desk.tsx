"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/empty-state";
import { Notice } from "@/components/notice";
import { Section } from "@/components/section";
import { Loaded } from "../../../loaded";
import { useTRPC } from "../../../trpc";
import { useMay } from "../../signed-in-context";
import { MissingVolumes } from "../bring/missing-volumes";
import { MediaTable } from "./media-table";
import { RegisterMedia } from "./register-media";
import { StatesLegend } from "./states-legend";
import { StocktakeDialog } from "./stocktake-dialog";

/** The media of the incident: what is where, what is suspected gone, what was concluded lost. */
export function MediaDesk({ incidentId }: { incidentId: string }) {
  const trpc = useTRPC();
  const t = useTranslations("incidents");
  const may = useMay();
  const media = useQuery(trpc.media.list.queryOptions({ incidentId }));
  return (
    <Loaded query={media}>
      {(rows) => {
        const unreported = rows.filter((row) => row.state === "in-custody" && row.lastFinding === "absent");
        return (
          <>
            {unreported.length > 0 ? (
              <Notice tone="attention" className="mb-5" title={t("media.absent-unreported")}>
                {t("media.absent-unreported-why", { labels: unreported.map((row) => row.label).join("、") })}
              </Notice>
            ) : null}
            <Section
              title={t("media.title")}
              lead={t("media.lead")}
              actions={
                rows.length > 0 ? (
                  <>
                    <RegisterMedia incidentId={incidentId} />
                    <StocktakeDialog incidentId={incidentId} media={rows} />
                  </>
                ) : undefined
              }
            >
              {rows.length === 0 ? (
                <EmptyState title={t("media.empty")} action={<RegisterMedia incidentId={incidentId} />}>
                  {t("media.empty-why")}
                </EmptyState>
              ) : (
                <MediaTable incidentId={incidentId} media={rows} />
              )}
            </Section>
            {may("media.register") ? <MissingVolumes incidentId={incidentId} /> : null}
            <StatesLegend />
          </>
        );
      }}
    </Loaded>
  );
}
