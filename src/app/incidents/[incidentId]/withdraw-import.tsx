"use client";
import { Button } from "@/components/button";
import type { Act } from "@/features/staff/rules";
import { ReasonDialog } from "../reason-dialog";
import { useBlocked } from "../signed-in-context";
import { useChanged } from "../use-changed";

type WithdrawImportProps = {
  title: string;
  description: string;
  /** On the button and in the dialog. */
  button: string;
  hint?: string;
  needs: Act;
  withdraw: (reason: string) => Promise<unknown>;
};

/** Takes back what was read and should not have been, with a reason; the file may be brought again. */
export function WithdrawImport({ title, description, button, hint, needs, withdraw }: WithdrawImportProps) {
  const blocked = useBlocked();
  const changed = useChanged();
  return (
    <ReasonDialog
      title={title}
      description={description}
      confirm={button}
      hint={hint}
      danger
      trigger={
        <Button tone="quiet" size="sm" className="mt-2" blockedBecause={blocked(needs)}>
          {button}
        </Button>
      }
      act={async (reason) => {
        await withdraw(reason);
        await changed();
      }}
    />
  );
}
