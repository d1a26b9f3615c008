"use client";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { Textarea } from "@/components/textarea";
import { classifyPath, type compilePathRules } from "@/features/documents/rules";
import { SampleList } from "./sample-list";
import type { DocumentClass } from "./use-class-name";

type PathBoxProps = { rules: ReturnType<typeof compilePathRules>; classes: readonly DocumentClass[] };

const mostPaths = 50;

/** Paths somebody types or pastes, and at once what each would become. Nothing leaves this page. */
export function PathBox({ rules, classes }: PathBoxProps) {
  const t = useTranslations("documents");
  const [text, setText] = useState("");
  const samples = useMemo(() => {
    const paths = [...new Set(text.split("\n").map((line) => line.replace(/\r$/, "")))].filter(Boolean);
    return paths.slice(0, mostPaths).map((path) => ({ path, becomes: classifyPath(path, rules, classes) }));
  }, [text, rules, classes]);
  return (
    <div className="grid gap-3">
      <Textarea
        label={t("box.paths")}
        hint={t("box.hint", { most: mostPaths })}
        placeholder="/srv/claims/2012/10/25/CLM-2012-0000001_S01_SD01.tif"
        value={text}
        onChange={(event) => setText(event.target.value)}
        spellCheck={false}
        figures
        rows={3}
      />
      <div aria-live="polite">
        {samples.length > 0 ? <SampleList classes={classes} samples={samples} withRule /> : null}
      </div>
    </div>
  );
}
