"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/empty-state";
import { LinkButton } from "@/components/link-button";
import { Notice } from "@/components/notice";
import type { EmailProgress } from "@/features/emails/schema";
import { Loaded } from "../../../loaded";
import { useTRPC } from "../../../trpc";
import { useMay } from "../../signed-in-context";
import { EmailRows } from "./email-rows";
import { EmailSums } from "./email-sums";
import { EmailWordsCard } from "./email-words-card";

const written = ({ states }: EmailProgress) => Object.values(states).reduce((sum, count) => sum + count, 0);

/** E-mail notices: who is owed one, the words approved by a second person, the sending, and what became of each. */
export function EmailsDesk({ incidentId }: { incidentId: string }) {
  const trpc = useTRPC();
  const t = useTranslations("emails");
  const may = useMay();
  const progress = useQuery(trpc.emails.progress.queryOptions({ incidentId }));
  const words = useQuery(trpc.emails.words.queryOptions({ incidentId }));
  return (
    <Loaded query={progress}>
      {(figures) => (
        <>
          {figures.isOn ? null : (
            <Notice className="mb-5" title={t("off.title")}>
              {t("off.why")}
            </Notice>
          )}
          {figures.owed === 0 && written(figures) === 0 ? (
            <EmptyState
              title={t("none.title")}
              action={
                <LinkButton href={`/incidents/${incidentId}/notices`}>{t("none.to-notices")}</LinkButton>
              }
            >
              {t("none.why")}
            </EmptyState>
          ) : (
            <Loaded query={words}>
              {(known) => (
                <>
                  <EmailSums incidentId={incidentId} figures={figures} chosen={known.chosen} />
                  <EmailWordsCard incidentId={incidentId} words={known} />
                  {may("emails.inState") && written(figures) > 0 ? (
                    <EmailRows incidentId={incidentId} states={figures.states} />
                  ) : null}
                </>
              )}
            </Loaded>
          )}
        </>
      )}
    </Loaded>
  );
}
