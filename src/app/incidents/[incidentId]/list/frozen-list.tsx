"use client";
import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { CopyButton } from "@/components/copy-button";
import { Notice } from "@/components/notice";
import { Section } from "@/components/section";
import { Stat, StatRow } from "@/components/stat";
import { scopeThen } from "@/features/catalog/rules";
import { addressees, mayDecideList } from "@/features/lists/rules";
import type { ListVersionRow } from "@/features/lists/schema";
import { useTRPC } from "../../../trpc";
import { useBlocked, useSignedIn } from "../../signed-in-context";
import { DecideButtons } from "./decide-buttons";
import { ScopeSigned } from "./scope-signed";

/** A frozen version that waits for its second person: what exactly they would sign. */
export function FrozenList({ incidentId, list }: { incidentId: string; list: ListVersionRow }) {
  const trpc = useTRPC();
  const t = useTranslations("incidents");
  const format = useFormatter();
  const { staffId } = useSignedIn();
  const errors = useTranslations("errors");
  const blocked = useBlocked();
  const completeness = useQuery(trpc.catalog.completeness.queryOptions({ incidentId }));
  const incomplete = (completeness.data ?? []).filter(({ verdict }) => verdict !== "complete");
  const verdict = mayDecideList({
    state: list.state,
    frozenBy: list.frozenBy,
    contentHash: list.contentHash,
    decider: staffId,
    decision: "approve",
    seenHash: list.contentHash,
    recomputedHash: list.contentHash,
    incompleteReasons: 0,
    override: null,
  });
  const isOwn = !verdict.ok && verdict.because === "list.own-work";
  return (
    <Section
      title={t("decide.title", { version: list.version })}
      lead={t("decide.lead", { name: list.frozenByName, when: format.dateTime(list.frozenAt, "stamp") })}
      actions={
        <DecideButtons
          list={list}
          incomplete={incomplete}
          blockedBecause={blocked("lists.decide") ?? (isOwn ? errors("list.own-work") : undefined)}
        />
      }
    >
      {isOwn ? (
        <Notice className="mb-3" title={t("decide.own")}>
          {t("decide.own-why")}
        </Notice>
      ) : null}
      {incomplete.length > 0 ? (
        <Notice tone="danger" className="mb-3" title={t("decide.incomplete")}>
          <p className="mb-2">
            {t("decide.incomplete-why", { labels: incomplete.map(({ label }) => label).join("、") })}
          </p>
          <ScopeSigned scope={incomplete.map(scopeThen)} />
        </Notice>
      ) : null}
      <StatRow>
        <Stat label={t("list-of.people")} value={list.peopleCount} unit={t("unit.people")} size="xl" />
        {addressees
          .filter((one) => one === "insured" || list.byAddressee[one] > 0)
          .map((one) => (
            <Stat
              key={one}
              label={t(`addressee.${one}`)}
              value={list.byAddressee[one]}
              unit={t("unit.people")}
            />
          ))}
        <Stat label={t("list-of.documents")} value={list.documentCount} unit={t("unit.documents")} />
      </StatRow>
      <p className="mt-2 flex flex-wrap items-center gap-x-2 text-sm text-ink-soft">
        {t("list-of.hash")} <span className="code break-all">{list.contentHash}</span>
        <CopyButton text={list.contentHash} what={t("list-of.hash")} />
      </p>
    </Section>
  );
}
