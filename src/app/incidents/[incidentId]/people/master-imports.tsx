"use client";
import { useFormatter, useTranslations } from "next-intl";
import { Section } from "@/components/section";
import { Stat, StatRow } from "@/components/stat";
import { useTRPCClient } from "../../../trpc";
import type { Outputs } from "../../outputs";
import { ImportProgress } from "../import-progress";
import { RereadNotice } from "../mends/reread-notice";
import { MendFailedMaster } from "./mend-failed-master";
import { WithdrawMaster } from "./withdraw-master";

export type MasterImport = Outputs["people"]["imports"][number];

type MasterImportsProps = { incidentId: string; masters: MasterImport[] };

/** Every customer master that was brought in, and what became of each of its lines. */
export function MasterImports({ incidentId, masters }: MasterImportsProps) {
  const t = useTranslations("incidents");
  return (
    <Section title={t("master.imports")} lead={t("master.imports-lead")}>
      <ul className="grid gap-4">
        {masters.map((master) => (
          <li key={master.id} className="rounded-lg border border-line bg-surface px-4 py-3">
            <OneMaster incidentId={incidentId} master={master} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function OneMaster({ incidentId, master }: { incidentId: string; master: MasterImport }) {
  const t = useTranslations("incidents");
  const format = useFormatter();
  const client = useTRPCClient();
  const lines = (outcome: string, more = "") =>
    `/incidents/${incidentId}/people/lines?import=${master.id}&outcome=${outcome}${more}`;
  return (
    <ImportProgress
      label={t("master.import-label", {
        file: master.fileName,
        when: format.dateTime(master.createdAt, "stamp"),
      })}
      reading={master}
    >
      {master.state === "read" ? (
        <StatRow className="mt-2">
          <Stat label={t("master.lines")} value={master.rowsRead} unit={t("unit.rows")} size="md" />
          <Stat
            label={t("outcome.record")}
            value={master.rowsRecorded}
            unit={t("unit.rows")}
            size="md"
            href={lines("record", "&warnings=1")}
            note={t("master.see-warnings")}
          />
          <Stat
            label={t("outcome.duplicate")}
            value={master.rowsDuplicate}
            unit={t("unit.rows")}
            size="md"
            href={lines("duplicate")}
          />
          <Stat
            label={t("outcome.rejected")}
            value={master.rowsRejected}
            unit={t("unit.rows")}
            size="md"
            href={lines("rejected")}
            note={master.rowsRejected > 0 ? t("master.see-rejected") : undefined}
            tone="attention"
          />
        </StatRow>
      ) : null}
      {master.mendIds.length > 0 ? (
        <p className="mt-2 text-ink-soft">{t("import.with-mends", { count: master.mendIds.length })}</p>
      ) : null}
      <MendFailedMaster master={master} />
      <RereadNotice
        reading={master}
        act="people.rereadImport"
        reread={() => client.people.rereadImport.mutate({ importId: master.id })}
      />
      {master.state === "read" && !master.isBeingReread ? <WithdrawMaster master={master} /> : null}
    </ImportProgress>
  );
}
