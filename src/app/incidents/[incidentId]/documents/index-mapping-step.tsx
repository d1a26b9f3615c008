"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Notice } from "@/components/notice";
import { Section } from "@/components/section";
import type { StartDocumentIndex } from "@/features/documents/schema";
import { Loaded } from "../../../loaded";
import { useTRPC } from "../../../trpc";
import type { Outputs } from "../../outputs";
import { EncodingChoice } from "../columns/encoding-choice";
import { IndexForm } from "./index-form";
import { useIndexProblemText } from "./use-index-problem-text";

export type IndexPreview = Outputs["documents"]["previewIndex"];
type IndexMappingStepProps = { incidentId: string; uploadId: string; onStarted: () => void };

const fatal = /^(file|text|csv)\./;

/** Shows how the list's beginning reads and asks which column means what, and how the list is to speak. */
export function IndexMappingStep(props: IndexMappingStepProps) {
  const trpc = useTRPC();
  const t = useTranslations("incidents");
  const [encoding, setEncoding] = useState<NonNullable<StartDocumentIndex["encoding"]> | null>(null);
  const preview = useQuery(
    trpc.documents.previewIndex.queryOptions(
      { uploadId: props.uploadId, encoding: encoding ?? undefined },
      { staleTime: Number.POSITIVE_INFINITY, placeholderData: keepPreviousData },
    ),
  );
  return (
    <Section title={t("mapping.title")} lead={t("mapping.lead")}>
      <Loaded query={preview}>
        {(shown) => {
          const isReadable = !shown.problems.some(({ reason }) => fatal.test(reason));
          const isAboutEncoding = shown.problems.some(({ reason }) => reason.startsWith("text."));
          return (
            <div className="grid gap-5">
              <PreviewProblems problems={shown.problems} isReadable={isReadable} />
              {isReadable || encoding || isAboutEncoding ? (
                <EncodingChoice preview={shown} value={encoding} onChange={setEncoding} />
              ) : null}
              {isReadable ? (
                <IndexForm key={encoding} {...props} encoding={encoding} preview={shown} />
              ) : null}
            </div>
          );
        }}
      </Loaded>
    </Section>
  );
}

type PreviewProblemsProps = { problems: IndexPreview["problems"]; isReadable: boolean };

function PreviewProblems({ problems, isReadable }: PreviewProblemsProps) {
  const t = useTranslations("incidents");
  const problemText = useIndexProblemText();
  if (problems.length === 0) return null;
  return (
    <Notice
      live
      tone={isReadable ? "attention" : "danger"}
      title={isReadable ? t("mapping.problems") : t("mapping.unreadable")}
    >
      <ul className="list-disc pl-5">
        {problems.map((problem) => (
          <li key={`${problem.reason} ${JSON.stringify(problem.detail)}`}>{problemText(problem)}</li>
        ))}
      </ul>
    </Notice>
  );
}
