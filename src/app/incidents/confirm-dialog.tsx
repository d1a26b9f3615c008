"use client";
import { type ReactElement, type ReactNode, useState } from "react";
import { Button } from "@/components/button";
import { Dialog } from "@/components/dialog";
import { FormError } from "@/components/form-error";
import { useAct } from "./use-act";

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
  const [isOpen, setOpen] = useState(false);
  const { isBusy, problem, run } = useAct();
  const go = () =>
    run(async () => {
      await act();
      setOpen(false);
    });
  return (
    <Dialog
      title={title}
      description={description}
      trigger={trigger}
      open={isOpen}
      onOpenChange={setOpen}
      actions={
        <Button tone={danger ? "danger" : "primary"} busy={isBusy} onClick={go}>
          {confirm}
        </Button>
      }
    >
      <FormError>{problem}</FormError>
      {children}
    </Dialog>
  );
}
