"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FileDrop } from "@/components/file-drop";
import { Notice } from "@/components/notice";
import { Section } from "@/components/section";
import { addressLineProblems, type ProposeFileAnswer } from "@/features/print-runs/returned/schema";
import { useErrorText } from "../../error-text";
import { useChanged } from "../../incidents/use-changed";
import { useTRPCClient } from "../../trpc";
import { mostFileBytes, textOfFile } from "../returned/text-of-file";

const linesNamed = 20;

/** Many addresses as a file; lines that cannot be taken are named with their number and why. */
export function AddressFile({ incidentId }: { incidentId: string }) {
  const t = useTranslations("returned");
  const client = useTRPCClient();
  const changed = useChanged();
  const errorText = useErrorText();
  const [answer, setAnswer] = useState<ProposeFileAnswer | null>(null);
  return (
    <Section title={t("address-file.title")} lead={t("address-file.lead")}>
      <FileDrop
        label={t("address-file.label")}
        hint={t("address-file.hint")}
        accept=".csv,.txt"
        maxBytes={mostFileBytes}
        send={async (file) =>
          client.addressTasks.proposeFile.mutate({ incidentId, text: await textOfFile(file) })
        }
        describeError={errorText}
        onSent={(result) => {
          setAnswer(result);
          void changed();
        }}
      />
      {answer ? (
        <Notice
          tone={answer.setAside.length > 0 ? "attention" : "ok"}
          live
          className="mt-3"
          title={t("address-file.taken", { count: answer.proposed, lines: answer.lines })}
        >
          <ul>
            {addressLineProblems
              .map((problem) => ({
                problem,
                lines: answer.setAside.filter((line) => line.problem === problem).map(({ line }) => line),
              }))
              .filter(({ lines }) => lines.length > 0)
              .map(({ problem, lines }) => (
                <li key={problem}>
                  {t("file.lines-not-ok", {
                    verdict: t(`line-problem.${problem}`),
                    count: lines.length,
                    lines: lines.slice(0, linesNamed).join(", "),
                  })}
                </li>
              ))}
          </ul>
        </Notice>
      ) : null}
    </Section>
  );
}
