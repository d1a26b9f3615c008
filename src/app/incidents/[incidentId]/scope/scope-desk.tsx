"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/empty-state";
import { LinkButton } from "@/components/link-button";
import { Loaded } from "../../../loaded";
import { useTRPC } from "../../../trpc";
import { MeasureNotice } from "./measure-notice";
import { WhatIfDesk } from "./what-if-desk";

/** What would be, were the scope another one. Looked at, switched and compared; it changes nothing. */
export function ScopeDesk({ incidentId }: { incidentId: string }) {
  const trpc = useTRPC();
  const t = useTranslations("scope");
  const measured = useQuery(trpc.scope.measured.queryOptions({ incidentId }));
  return (
    <Loaded query={measured}>
      {(measure) => (
        <>
          <MeasureNotice incidentId={incidentId} measured={measure} />
          {measure.outline ? (
            <WhatIfDesk incidentId={incidentId} outline={measure.outline} version={measure.version} />
          ) : measure.state === "nothing-read" ? (
            <EmptyState
              title={t("nothing-read.title")}
              action={
                <LinkButton href={`/incidents/${incidentId}/catalog`} tone="primary">
                  {t("nothing-read.act")}
                </LinkButton>
              }
            >
              {t("nothing-read.why")}
            </EmptyState>
          ) : null}
        </>
      )}
    </Loaded>
  );
}
