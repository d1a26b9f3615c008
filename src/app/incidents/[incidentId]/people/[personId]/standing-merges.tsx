"use client";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { LinkButton } from "@/components/link-button";
import { Notice } from "@/components/notice";
import { Section } from "@/components/section";
import type { Outputs } from "../../../outputs";
import { UndoDecision } from "../matching/decided-pairs";

type File = Outputs["people"]["get"];
type StandingMergesProps = { incidentId: string; file: File };

/** Whom this person was found to be; or else who was found to be them, each with its way back. */
export function StandingMerges({ incidentId, file }: StandingMergesProps) {
  const t = useTranslations("matching");
  const incidents = useTranslations("incidents");
  const format = useFormatter();
  const nameOf = (name: string | null) => name || incidents("people.no-name");
  const { person, merges } = file;
  const mine = merges.find(({ mergedPersonId }) => mergedPersonId === person.id);
  if (person.mergedInto)
    return (
      <Notice
        tone="attention"
        className="mb-4"
        title={t("person.is-merged", { name: nameOf(mine?.keptName ?? null) })}
        action={
          <>
            <LinkButton size="sm" href={`/incidents/${incidentId}/people/${person.mergedInto}`}>
              {t("person.open-kept")}
            </LinkButton>
            {mine ? (
              <UndoDecision incidentId={incidentId} decision={{ id: mine.mergeId, kind: "merged" }} />
            ) : null}
          </>
        }
      >
        {t("person.is-merged-why")}
      </Notice>
    );
  if (merges.length === 0) return null;
  return (
    <Section title={t("person.merged-title")}>
      <ul className="grid gap-2">
        {merges.map((merge) => (
          <li
            key={merge.mergeId}
            className="flex flex-wrap items-baseline gap-x-3 rounded-lg border border-line bg-surface px-4 py-2"
          >
            <Link className="link" href={`/incidents/${incidentId}/people/${merge.mergedPersonId}`}>
              {nameOf(merge.mergedName)}
            </Link>
            <span className="code text-sm">{merge.mergedNumber}</span>
            <span className="mr-auto text-sm text-ink-soft">
              {t("person.merged-by", {
                name: merge.byName,
                at: format.dateTime(new Date(merge.at), "stamp"),
                reason: merge.reason,
              })}
            </span>
            <UndoDecision incidentId={incidentId} decision={{ id: merge.mergeId, kind: "merged" }} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
