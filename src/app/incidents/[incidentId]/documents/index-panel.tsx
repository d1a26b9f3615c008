"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FileDrop } from "@/components/file-drop";
import { Section } from "@/components/section";
import { uploadMaxBytes } from "@/features/incidents/schema";
import { useErrorText } from "../../../error-text";
import { type SentFile, useSendFile } from "../../../use-send-file";
import type { Outputs } from "../../outputs";
import { useBlocked } from "../../signed-in-context";
import { IndexImports } from "./index-imports";
import { IndexMappingStep } from "./index-mapping-step";

export type DocumentIndex = Outputs["documents"]["indexes"][number];
type IndexPanelProps = { incidentId: string; indexes: DocumentIndex[] };

/** The organisation's own lists of papers: those that were read, and a place for the next. */
export function IndexPanel({ incidentId, indexes }: IndexPanelProps) {
  const t = useTranslations("documents");
  const blocked = useBlocked()("documents.startIndex");
  const errorText = useErrorText();
  const send = useSendFile(incidentId);
  const [sent, setSent] = useState<SentFile | null>(null);
  const [round, setRound] = useState(1);
  return (
    <>
      {indexes.length > 0 ? <IndexImports incidentId={incidentId} indexes={indexes} /> : null}
      <Section title={indexes.length > 0 ? t("index.another") : t("index.first")} lead={t("index.lead")}>
        {blocked ? (
          <p className="text-ink-soft">{blocked}</p>
        ) : (
          <div className="grid gap-5">
            <div className="max-w-3xl">
              <FileDrop<SentFile>
                key={round}
                label={t("index.file")}
                hint={t("index.file-hint")}
                accept=".csv,.txt,.tsv"
                maxBytes={uploadMaxBytes}
                send={send}
                describeError={errorText}
                onSent={setSent}
                onRemoved={() => setSent(null)}
              />
            </div>
            {sent ? (
              <IndexMappingStep
                key={sent.id}
                incidentId={incidentId}
                uploadId={sent.id}
                onStarted={() => {
                  setSent(null);
                  setRound(round + 1);
                }}
              />
            ) : null}
          </div>
        )}
      </Section>
    </>
  );
}
