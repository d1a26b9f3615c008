"use client";
import { type ReactElement, type ReactNode, useState } from "react";
import { Button } from "@/components/button";
import { Dialog } from "@/components/dialog";
import { FormError } from "@/components/form-error";
import { useErrorText } from "../error-text";

type ConfirmDialogProps = {
  title: string;
  /** What will follow from it, and what cannot be undone. */
  description: ReactNode;
  confirm: string;
  danger?: boolean;
  trigger: ReactElement;
  children?: ReactNode;
  act: () => Promise<unknown>;
};

/** Asks once more before something many people would notice. What the act throws is shown, and the dialog stays. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, description, confirm, danger, trigger, children, act } = props;
  const errorText = useErrorText();
  const [isOpen, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const go = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await act();
      setOpen(false);
    } catch (error) {
      setProblem(errorText(error));
    }
    setBusy(false);
  };
  return (
    <Dialog
      title={title}
      description={description}
      trigger={trigger}
      open={isOpen}
      onOpenChange={setOpen}
      actions={
        <Button tone={danger ? "danger" : "primary"} busy={busy} onClick={go}>
          {confirm}
        </Button>
      }
    >
      <FormError>{problem}</FormError>
      {children}
    </Dialog>
  );
}
