"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { EmptyState } from "@/components/empty-state";
import { Notice } from "@/components/notice";
import { Loaded } from "../../../loaded";
import { useTRPC } from "../../../trpc";
import { useMay } from "../../signed-in-context";
import { DerivingNotice } from "../deriving-notice";
import { MatchingNotice } from "../people/matching-notice";
import { AmIOnIt } from "./am-i-on-it";
import { FreezeButton } from "./freeze-button";
import { FrozenList } from "./frozen-list";
import { ListChanges } from "./list-changes";
import { ListConsequences } from "./list-consequences";
import { ListPeople } from "./list-people";
import { ListVersions } from "./list-versions";

/** The list of affected people: frozen as a version, approved by a second person, never edited. */
export function ListDesk({ incidentId }: { incidentId: string }) {
  const trpc = useTRPC();
  const t = useTranslations("incidents");
  const may = useMay();
  const [chosenId, setChosenId] = useState<string | null>(null);
  const versions = useQuery(trpc.lists.versions.queryOptions({ incidentId }));
  const river = useQuery(trpc.reports.river.queryOptions({ incidentId }));
  const differs = river.data?.facts.list.differsFromNow ?? false;
  return (
    <Loaded query={versions}>
      {(rows) => {
        const frozen = rows.find((row) => row.state === "frozen");
        const shown = rows.find((row) => row.id === chosenId) ?? rows[0];
        return (
          <>
            <DerivingNotice incidentId={incidentId} />
            {may("people.matching") && !frozen ? <MatchingNotice incidentId={incidentId} /> : null}
            {rows.length === 0 ? (
              <EmptyState title={t("freeze.empty")} action={<FreezeButton incidentId={incidentId} />}>
                {t("freeze.empty-why")}
              </EmptyState>
            ) : null}
            {frozen ? (
              <>
                <FrozenList incidentId={incidentId} list={frozen} />
                {frozen.version > 1 ? <ListConsequences incidentId={incidentId} list={frozen} /> : null}
              </>
            ) : null}
            {!frozen && rows.length > 0 && differs ? (
              <Notice
                tone="attention"
                className="mb-5"
                title={t("freeze.differs")}
                action={<FreezeButton incidentId={incidentId} />}
              >
                {t("freeze.differs-why")}
              </Notice>
            ) : null}
            {rows.length > 0 ? (
              <ListVersions
                versions={rows}
                shownId={shown?.id ?? null}
                onShow={setChosenId}
                action={frozen || differs ? undefined : <FreezeButton incidentId={incidentId} isQuiet />}
              />
            ) : null}
            {shown ? <ListChanges incidentId={incidentId} list={shown} versions={rows} /> : null}
            {shown?.state === "approved" ? <ListConsequences incidentId={incidentId} list={shown} /> : null}
            {shown && may("lists.people") ? <ListPeople incidentId={incidentId} list={shown} /> : null}
            {rows.some(({ state }) => state === "approved") && may("absence.certificates") ? (
              <AmIOnIt incidentId={incidentId} />
            ) : null}
          </>
        );
      }}
    </Loaded>
  );
}
