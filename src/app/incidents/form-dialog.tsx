"use client";
import type { FormEvent, ReactElement, ReactNode, RefObject } from "react";
import { Button } from "@/components/button";
import { Dialog } from "@/components/dialog";

type FormDialogProps = {
  title: string;
  /** What will follow from it. */
  description: ReactNode;
  /** The word on the button that sends the form. */
  confirm: string;
  danger?: boolean;
  size?: "sm" | "md";
  trigger: ReactElement;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  initialFocus?: RefObject<HTMLElement | null>;
  form: {
    id: string;
    isBusy: boolean;
    submit: (event: FormEvent<HTMLFormElement>) => void;
    className: string;
  };
  /** What went wrong, and the fields. */
  children: ReactNode;
};

/** A form in a dialog; its button stands with "cancel" below, and Enter sends it as well. */
export function FormDialog({ confirm, danger, form, children, ...dialog }: FormDialogProps) {
  return (
    <Dialog
      {...dialog}
      actions={
        <Button type="submit" form={form.id} tone={danger ? "danger" : "primary"} busy={form.isBusy}>
          {confirm}
        </Button>
      }
    >
      <form id={form.id} noValidate onSubmit={form.submit} className={form.className}>
        {children}
      </form>
    </Dialog>
  );
}
