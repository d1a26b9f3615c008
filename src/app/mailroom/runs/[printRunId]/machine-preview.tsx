"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Button } from "@/components/button";
import { FormError } from "@/components/form-error";
import { Notice } from "@/components/notice";
import { Stat, StatRow } from "@/components/stat";
import { useToast } from "@/components/toast";
import { lineVerdicts, type MachineFileAnswer, type PrintRunRow } from "@/features/print-runs/schema";
import { useErrorText } from "../../../error-text";
import { useChanged } from "../../../incidents/use-changed";
import { useTRPC } from "../../../trpc";
import { PlainTable } from "../../reconciliation/plain-table";
import type { ReadFile } from "./machine-file";

type MachinePreviewProps = { run: PrintRunRow; file: ReadFile; leave: () => void };

/** The verdicts on a machine's file before anything is recorded, and the button that records it. */
export function MachinePreview({ run, file, leave }: MachinePreviewProps) {
  const trpc = useTRPC();
  const t = useTranslations("bench");
  const toast = useToast();
  const errorText = useErrorText();
  const changed = useChanged();
  const record = useMutation(
    trpc.bench.recordMachineFile.mutationOptions({
      onSuccess: ({ lines }) => {
        toast({ title: t("file.recorded", { lines }) });
        leave();
        return changed();
      },
    }),
  );
  const { station, text, answer } = file;
  return (
    <div className="grid gap-4">
      <h3 className="text-base font-bold">
        {t("file.preview")}　{t(`station.${station}`)}
      </h3>
      <StatRow>
        <Stat label={t("file.title")} value={answer.lines} unit={t("file.lines")} size="md" />
        {lineVerdicts
          .filter((verdict) => answer.counts[verdict] > 0)
          .map((verdict) => (
            <Stat
              key={verdict}
              label={t(`verdict.${verdict}`)}
              value={answer.counts[verdict]}
              unit={t("file.lines")}
              size="md"
            />
          ))}
      </StatRow>
      {answer.notOk.length === 0 ? (
        <Notice tone="ok">{t("file.all-ok")}</Notice>
      ) : (
        <NotOkLines lines={answer.notOk} />
      )}
      <FormError>{record.error ? errorText(record.error) : null}</FormError>
      <div className="flex flex-wrap gap-2">
        <Button
          tone="primary"
          busy={record.isPending}
          onClick={() => record.mutate({ printRunId: run.id, station, text })}
        >
          {t("file.record")}
        </Button>
        <Button onClick={leave}>{t("file.another")}</Button>
      </div>
    </div>
  );
}

const mostShown = 100;

function NotOkLines({ lines }: { lines: MachineFileAnswer["notOk"] }) {
  const t = useTranslations("bench");
  const more = lines.length - mostShown;
  return (
    <div>
      <PlainTable label={t("file.not-ok")}>
        <caption className="px-3 py-1.5 text-left font-bold">{t("file.not-ok")}</caption>
        <thead className="border-b border-line bg-sunken text-left">
          <tr>
            <th scope="col">{t("file.column-line")}</th>
            <th scope="col">{t("file.column-verdict")}</th>
            <th scope="col">{t("file.column-sequence")}</th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {lines.slice(0, mostShown).map(({ line, verdict, sequence }) => (
            <tr key={line}>
              <th scope="row" className="figures text-left font-normal">
                {t("file.line", { line })}
              </th>
              <td className="font-bold">{t(`verdict.${verdict}`)}</td>
              <td className="figures">{sequence ?? "–"}</td>
            </tr>
          ))}
        </tbody>
      </PlainTable>
      {more > 0 ? <p className="mt-1 text-sm">{t("file.more", { count: more })}</p> : null}
    </div>
  );
}
