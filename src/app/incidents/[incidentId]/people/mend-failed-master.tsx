"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/button";
import { useMay } from "../../signed-in-context";
import { MendDialog } from "../mends/mend-dialog";
import type { MasterImport } from "./master-imports";
import { useMasterMending } from "./use-master-mending";

/** A master that could not be read because of one line: that line can be written anew. */
export function MendFailedMaster({ master }: { master: MasterImport }) {
  const t = useTranslations("mends");
  const may = useMay();
  const [isOpen, setOpen] = useState(false);
  const line = master.problem?.detail.line;
  const mending = useMasterMending(master.id, typeof line === "number" ? line : 0);
  if (master.state !== "failed" || typeof line !== "number" || line < 1) return null;
  if (!may("people.mendLine")) return null;
  return (
    <>
      <Button size="sm" className="mt-2" onClick={() => setOpen(true)}>
        {t("mend-line", { line: String(line) })}
      </Button>
      {isOpen ? (
        <MendDialog
          title={t("of-line", { file: master.fileName, line: String(line) })}
          mending={mending}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}
