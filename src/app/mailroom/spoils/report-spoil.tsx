"use client";
import { useMutation } from "@tanstack/react-query";
import { FileX } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactElement, useId, useRef, useState } from "react";
import { Button } from "@/components/button";
import { FormError } from "@/components/form-error";
import { RadioGroup } from "@/components/radio-group";
import { TextField } from "@/components/text-field";
import { useToast } from "@/components/toast";
import { onTheBench } from "@/features/print-runs/rules";
import { type PrintRunRow, type SpoilReason, spoilReasons } from "@/features/print-runs/schema";
import { useErrorText } from "../../error-text";
import { FormDialog } from "../../incidents/form-dialog";
import { useBlocked } from "../../incidents/signed-in-context";
import { useAct } from "../../incidents/use-act";
import { useChanged } from "../../incidents/use-changed";
import { useTRPC } from "../../trpc";
import { spoiledPieces } from "./spoiled-pieces";

/** A piece came to harm: scan it, say why. Enter of the scanner goes on to the reason, not out of the dialog. */
export function ReportSpoil({ run }: { run: Pick<PrintRunRow, "id" | "state"> }) {
  const t = useTranslations("bench");
  const errorText = useErrorText();
  const blocked = useBlocked()("bench.reportSpoil");
  const verdict = onTheBench(run.state);
  const why =
    blocked ??
    (verdict.ok ? undefined : errorText({ kind: "not-allowed-now", reason: verdict.because, detail: {} }));
  const trigger = (
    <Button icon={<FileX aria-hidden="true" className="size-4" />} blockedBecause={why}>
      {t("spoil.report")}
    </Button>
  );
  if (why) return trigger;
  return <SpoilDialog run={run} trigger={trigger} />;
}

function SpoilDialog({ run, trigger }: { run: { id: string }; trigger: ReactElement }) {
  const t = useTranslations("bench");
  const formId = useId();
  const code = useRef<HTMLInputElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const [reason, setReason] = useState<SpoilReason | null>(null);
  const report = useReport(run.id, () => setOpen(false));
  const turn = (open: boolean) => {
    setOpen(open);
    setTyped("");
    setReason(null);
    report.setProblem(null);
  };
  const submit = () => {
    const pieces = spoiledPieces(typed);
    if (!pieces) {
      report.setProblem(t("spoil.code-missing"));
      code.current?.select();
    } else if (!reason) report.setProblem(t("spoil.reason-missing"));
    else void report.act(pieces, reason);
  };
  return (
    <FormDialog
      title={t("spoil.report-title")}
      description={t("spoil.report-why")}
      confirm={t("spoil.do")}
      danger
      trigger={trigger}
      open={isOpen}
      onOpenChange={turn}
      initialFocus={code}
      form={{
        id: formId,
        isBusy: report.isBusy,
        submit: (event) => {
          event.preventDefault();
          submit();
        },
        className: "grid gap-4",
      }}
    >
      <FormError>{report.problem}</FormError>
      <TextField
        ref={code}
        label={t("spoil.code")}
        hint={t("spoil.code-hint")}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || reason || !spoiledPieces(typed)) return;
          event.preventDefault();
          event.currentTarget.form?.querySelector<HTMLInputElement>("input[type=radio]")?.focus();
        }}
        autoComplete="off"
        maxLength={200}
        figures
        required
      />
      <RadioGroup
        label={t("spoil.reason")}
        value={reason ?? ""}
        onValueChange={(value) => setReason(spoilReasons.find((one) => one === value) ?? null)}
        options={spoilReasons.map((value) => ({ value, label: t(`spoil.reasons.${value}`) }))}
        inline
      />
    </FormDialog>
  );
}

function useReport(printRunId: string, done: () => void) {
  const trpc = useTRPC();
  const t = useTranslations("bench");
  const toast = useToast();
  const changed = useChanged();
  const mutation = useMutation(trpc.bench.reportSpoil.mutationOptions());
  const { isBusy, problem, setProblem, run } = useAct();
  const act = (pieces: NonNullable<ReturnType<typeof spoiledPieces>>, reason: SpoilReason) =>
    run(async () => {
      const { spoils } = await mutation.mutateAsync({ printRunId, reason, ...pieces });
      toast({ title: t("spoil.done", { count: spoils.length }) });
      done();
      await changed();
    });
  return { isBusy, problem, setProblem, act };
}
