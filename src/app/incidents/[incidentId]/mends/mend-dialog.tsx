"use client";
import type { ReactNode } from "react";
import { Dialog } from "@/components/dialog";
import type { LineVerdict } from "@/lib/line-verdict";
import type { Outputs } from "../../outputs";
import type { Mend } from "./mend-note";
import { MendedLine } from "./mended-line";

/** How one line of one kind of file is fetched, tried and mended. Stable: made with `useMemo`. */
export type Mending = {
  key: readonly unknown[];
  fileNumber: number;
  line: number;
  fetch: () => Promise<Outputs["catalog"]["line"]>;
  mends: () => Promise<Mend[]>;
  tryLine: (mended: string) => Promise<LineVerdict>;
  save: (mended: string, reason: string) => Promise<unknown>;
};

type MendDialogProps = { title: string; mending: Mending; onClose: () => void; children?: ReactNode };

/** A line of a file as it was received, what was made of it, and the place to write it anew. */
export function MendDialog({ title, mending, onClose, children }: MendDialogProps) {
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())} size="lg" title={title}>
      {children}
      <MendedLine mending={mending} onSaved={onClose} />
    </Dialog>
  );
}
