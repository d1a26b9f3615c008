"use client";
import { useTranslations } from "next-intl";
import { type ReactElement, type ReactNode, useId, useRef, useState } from "react";
import { FormError } from "@/components/form-error";
import { TextField } from "@/components/text-field";
import { FormDialog } from "./form-dialog";
import { useAct } from "./use-act";

type ReasonDialogProps = {
  title: string;
  /** What will follow from it. */
  description: ReactNode;
  /** The word on the button that does it. */
  confirm: string;
  danger?: boolean;
  /** What to write, e.g. who looked where. */
  hint?: string;
  trigger: ReactElement;
  /** Further fields above the reason. */
  children?: ReactNode;
  /** Does it. What it throws is shown, and the dialog stays. */
  act: (reason: string) => Promise<unknown>;
};

/** An act that changes who is told: it needs a reason, which is kept with the name of whoever gave it. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { title, description, confirm, danger, hint, trigger, children, act } = props;
  const t = useTranslations("incidents");
  const formId = useId();
  const field = useRef<HTMLInputElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const { isBusy, problem, setProblem, run } = useAct();
  const submit = async () => {
    if (!reason.trim()) return setProblem(t("reason.missing"));
    await run(async () => {
      await act(reason.trim());
      setOpen(false);
      setReason("");
    });
  };
  return (
    <FormDialog
      title={title}
      description={description}
      trigger={trigger}
      open={isOpen}
      onOpenChange={setOpen}
      initialFocus={field}
      confirm={confirm}
      danger={danger}
      form={{
        id: formId,
        isBusy,
        submit: (event) => {
          event.preventDefault();
          void submit();
        },
        className: "grid gap-4",
      }}
    >
      <FormError>{problem}</FormError>
      {children}
      <TextField
        ref={field}
        label={t("reason.label")}
        hint={hint ?? t("reason.hint")}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        maxLength={500}
        required
      />
    </FormDialog>
  );
}
