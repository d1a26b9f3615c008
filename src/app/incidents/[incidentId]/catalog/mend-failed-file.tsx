"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/button";
import { useMay } from "../../signed-in-context";
import { MendDialog } from "../mends/mend-dialog";
import type { CatalogImport } from "./catalog-imports";
import { useCatalogMending } from "./use-catalog-mending";

/** A file that could not be read because of one line: that line can be written anew. */
export function MendFailedFile({ one }: { one: CatalogImport }) {
  const t = useTranslations("mends");
  const may = useMay();
  const [isOpen, setOpen] = useState(false);
  const { file: name, line } = one.problem?.detail ?? {};
  const file = one.files.find(({ fileName }) => fileName === name);
  const mending = useCatalogMending(one.id, file?.fileNumber ?? 0, typeof line === "number" ? line : 0);
  if (one.state !== "failed" || !file || typeof line !== "number" || line < 1) return null;
  if (!may("catalog.mendLine")) return null;
  return (
    <>
      <Button size="sm" className="mt-2" onClick={() => setOpen(true)}>
        {t("mend-line", { line: String(line) })}
      </Button>
      {isOpen ? (
        <MendDialog
          title={t("of-line", { file: file.fileName, line: String(line) })}
          mending={mending}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}
