"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Section } from "@/components/section";
import { Stat, StatRow } from "@/components/stat";
import { Tabs } from "@/components/tabs";
import type { Tone } from "@/components/tone";
import type { ListVersionRow } from "@/features/lists/schema";
import { type Consequence, consequences } from "@/features/reports/rules";
import { Loaded } from "../../../loaded";
import { useTRPCClient } from "../../../trpc";
import { useMay } from "../../signed-in-context";
import { rowPagesKey } from "../../use-row-pages";
import { ConsequencePeople } from "./consequence-people";

type Real = Exclude<Consequence, "none">;
const real = consequences.filter((one): one is Real => one !== "none");
const tones: Partial<Record<Real, Tone>> = { correction: "danger", withdraw: "attention", anew: "attention" };

type ListConsequencesProps = { incidentId: string; list: ListVersionRow };

/** What a version means for notices and letters: shown before it is approved, and what is left of it afterwards. */
export function ListConsequences({ incidentId, list }: ListConsequencesProps) {
  const client = useTRPCClient();
  const t = useTranslations("lists");
  const may = useMay();
  // Over everybody on the list: asked again by one's own acts, not by every tick of the incident.
  const query = useQuery({
    queryKey: [rowPagesKey, "lists.consequences", list.id, list.state],
    queryFn: ({ signal }) => client.lists.consequences.query({ listId: list.id }, { signal }),
  });
  const when = list.state === "frozen" ? "before" : "after";
  return (
    <Section
      title={t(`consequences.title-${when}`, { version: list.version })}
      lead={t(`consequences.lead-${when}`)}
    >
      <Loaded query={query}>
        {({ people, stoppable }) => {
          const due = real.filter((one) => people[one] > 0);
          if (due.length === 0) return <p className="text-ink-soft">{t("consequences.nothing")}</p>;
          return (
            <>
              <StatRow>
                {due.map((one) => (
                  <Stat
                    key={one}
                    label={t(`consequence.${one}`)}
                    value={people[one]}
                    unit={t("people")}
                    note={t(`consequence-why.${one}`)}
                    tone={tones[one] ?? "neutral"}
                  />
                ))}
              </StatRow>
              {stoppable > 0 ? (
                <p className="mt-2 text-sm text-attention">
                  {t("consequences.stoppable", { count: stoppable })}
                </p>
              ) : null}
              {may("lists.consequencePeople") ? (
                <div className="mt-4">
                  <Tabs
                    key={`${list.id} ${due.join()}`}
                    label={t("consequences.who")}
                    tabs={due.map((one) => ({
                      id: one,
                      label: t(`consequence.${one}`),
                      count: people[one],
                      panel: (
                        <ConsequencePeople
                          incidentId={incidentId}
                          asked={{ listId: list.id, consequence: one }}
                          total={people[one]}
                        />
                      ),
                    }))}
                  />
                </div>
              ) : null}
            </>
          );
        }}
      </Loaded>
    </Section>
  );
}
