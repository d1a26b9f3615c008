"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Tabs } from "@/components/tabs";
import { Loaded } from "../../../loaded";
import { useTRPC } from "../../../trpc";
import { DerivingNotice } from "../deriving-notice";
import { ClassesPanel } from "./classes-panel";
import { IndexPanel } from "./index-panel";
import { RulesPanel } from "./rules-panel";

/** From files to papers: the rules that read paths, what each kind of paper tells, and the organisation's own lists. */
export function DocumentsDesk({ incidentId }: { incidentId: string }) {
  const trpc = useTRPC();
  const t = useTranslations("documents");
  const classes = useQuery(trpc.documents.classes.queryOptions({ incidentId }));
  const sets = useQuery(trpc.documents.ruleSets.queryOptions({ incidentId }));
  const indexes = useQuery(trpc.documents.indexes.queryOptions({ incidentId }));
  return (
    <>
      <DerivingNotice incidentId={incidentId} />
      <p className="mb-5 max-w-prose text-ink-soft">{t("desk.lead")}</p>
      <Loaded query={classes}>
        {(known) => (
          <Loaded query={sets}>
            {(rules) => (
              <Tabs
                label={t("desk.parts")}
                tabs={[
                  {
                    id: "rules",
                    label: t("desk.rules"),
                    count: rules.active.rules.length,
                    panel: <RulesPanel incidentId={incidentId} sets={rules} classes={known} />,
                  },
                  {
                    id: "classes",
                    label: t("desk.classes"),
                    count: known.length,
                    panel: <ClassesPanel incidentId={incidentId} classes={known} />,
                  },
                  {
                    id: "index",
                    label: t("desk.index"),
                    count: indexes.data?.filter(({ state }) => state === "read").length,
                    panel: (
                      <Loaded query={indexes}>
                        {(rows) => <IndexPanel incidentId={incidentId} indexes={rows} />}
                      </Loaded>
                    ),
                  },
                ]}
              />
            )}
          </Loaded>
        )}
      </Loaded>
    </>
  );
}
