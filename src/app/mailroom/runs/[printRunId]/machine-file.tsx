"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FileDrop } from "@/components/file-drop";
import { RadioGroup } from "@/components/radio-group";
import { Section } from "@/components/section";
import { onTheBench } from "@/features/print-runs/rules";
import {
  type MachineFileAnswer,
  mostFileChars,
  type PrintRunRow,
  type Station,
  stations,
} from "@/features/print-runs/schema";
import { useErrorText } from "../../../error-text";
import { useBlocked } from "../../../incidents/signed-in-context";
import { useTRPCClient } from "../../../trpc";
import { MachinePreview } from "./machine-preview";

export type ReadFile = { station: Station; text: string; answer: MachineFileAnswer };

/** What an inserter or a printer says of each piece: dropped, looked at line by line, then recorded. */
export function MachineFile({ run }: { run: PrintRunRow }) {
  const t = useTranslations("bench");
  const blocked = useBlocked()("bench.recordMachineFile");
  const [file, setFile] = useState<ReadFile | null>(null);
  if (blocked || !onTheBench(run.state).ok) return null;
  return (
    <Section title={t("file.title")} lead={t("file.lead")}>
      {file ? (
        <MachinePreview run={run} file={file} leave={() => setFile(null)} />
      ) : (
        <DropFile run={run} onRead={setFile} />
      )}
    </Section>
  );
}

function DropFile({ run, onRead }: { run: PrintRunRow; onRead: (file: ReadFile) => void }) {
  const t = useTranslations("bench");
  const client = useTRPCClient();
  const errorText = useErrorText();
  const [station, setStation] = useState<Station>("insert");
  return (
    <div className="grid gap-4">
      <RadioGroup
        label={t("file.station")}
        value={station}
        onValueChange={setStation}
        options={stations.map((value) => ({ value, label: t(`station.${value}`) }))}
        inline
      />
      <FileDrop
        label={t("file.drop")}
        hint={t("file.drop-hint")}
        accept=".csv,.txt"
        maxBytes={mostFileChars}
        describeError={errorText}
        send={async (dropped) => {
          const text = await dropped.text();
          const asked = { printRunId: run.id, station, text };
          return { station, text, answer: await client.bench.previewMachineFile.query(asked) };
        }}
        onSent={onRead}
      />
    </div>
  );
}
