"use client";
import { useTranslations } from "next-intl";
import { Notice } from "@/components/notice";
import type { MasterPreview } from "./master-mapping";
import { useMasterProblemText } from "./use-master-problem-text";

type Problem = MasterPreview["problems"][number];

/** What makes the whole file unreadable, as against what blemishes a line or waits for a choice. */
const fatal = /^(file|text|csv)\.|^master\.(empty|no-rows)$/;

/** Could the file's beginning be read at all? */
export function isReadable(preview: MasterPreview): boolean {
  return !preview.problems.some(({ reason }) => fatal.test(reason));
}

/** Another encoding might help. */
export function isAboutEncoding({ reason }: Problem): boolean {
  return reason.startsWith("text.");
}

/** What is wrong with the beginning of a master, each with its place. Columns not chosen yet are said at their field. */
export function MasterProblems({ preview }: { preview: MasterPreview }) {
  const t = useTranslations("incidents");
  const problemText = useMasterProblemText();
  const problems = preview.problems.filter(({ reason }) => reason !== "master.field-missing");
  if (problems.length === 0) return null;
  const canRead = isReadable(preview);
  return (
    <Notice
      live
      tone={canRead ? "attention" : "danger"}
      title={canRead ? t("mapping.problems") : t("mapping.unreadable")}
    >
      <ul className="list-disc pl-5">
        {problems.map((problem) => (
          <li key={`${problem.reason} ${JSON.stringify(problem.detail)}`}>{problemText(problem)}</li>
        ))}
      </ul>
    </Notice>
  );
}
