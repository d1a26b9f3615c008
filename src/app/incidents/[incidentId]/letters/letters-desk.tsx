"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/empty-state";
import { LinkButton } from "@/components/link-button";
import { Loaded } from "../../../loaded";
import { useTRPC } from "../../../trpc";
import { useMay } from "../../signed-in-context";
import { EnvelopeSection } from "./envelope-section";
import { GenerateLetters } from "./generate-letters";
import { HeldLetters } from "./held-letters";
import { TemplateCards } from "./template-cards";

/** The letters: words approved for each kind of addressee, then made in the background, then what is held. */
export function LettersDesk({ incidentId }: { incidentId: string }) {
  const trpc = useTRPC();
  const t = useTranslations("incidents");
  const may = useMay();
  const templates = useQuery(trpc.letters.templates.queryOptions({ incidentId }));
  const progress = useQuery(trpc.letters.progress.queryOptions({ incidentId }));
  return (
    <Loaded query={templates}>
      {(all) => {
        const owed = all.filter((one) => one.notices > 0);
        if (owed.length === 0) {
          return (
            <EmptyState
              title={t("letters.waiting")}
              action={
                <LinkButton href={`/incidents/${incidentId}/notices`}>{t("letters.to-notices")}</LinkButton>
              }
            >
              {t("letters.waiting-why")}
            </EmptyState>
          );
        }
        return (
          <>
            <Loaded query={progress}>
              {(figures) => <GenerateLetters incidentId={incidentId} templates={owed} figures={figures} />}
            </Loaded>
            {may("letters.held") && progress.data && progress.data.states.held > 0 ? (
              <HeldLetters incidentId={incidentId} total={progress.data.states.held} />
            ) : null}
            <EnvelopeSection incidentId={incidentId} templates={all} />
            <TemplateCards incidentId={incidentId} templates={all} />
          </>
        );
      }}
    </Loaded>
  );
}
