"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { EmptyState } from "@/components/empty-state";
import { Notice } from "@/components/notice";
import { RadioGroup } from "@/components/radio-group";
import { Tabs } from "@/components/tabs";
import type { PreviewEmailAsked } from "@/features/emails/schema";
import { useErrorText } from "../../../error-text";
import { Loaded } from "../../../loaded";
import { useTRPC } from "../../../trpc";

type EmailPreviewProps = Omit<PreviewEmailAsked, "personId">;

/** The message as it will arrive, for real people who are owed one. */
export function EmailPreview(props: EmailPreviewProps) {
  const trpc = useTRPC();
  const t = useTranslations("emails");
  const [chosenId, setChosenId] = useState<string | null>(null);
  const people = useQuery(trpc.emails.owedPeople.queryOptions({ incidentId: props.incidentId }));
  return (
    <Loaded query={people}>
      {(all) => {
        const personId = chosenId ?? all[0]?.personId;
        if (!personId) return <EmptyState title={t("preview.nobody")} />;
        return (
          <div className="grid min-w-0 gap-3">
            <RadioGroup
              label={t("preview.whose")}
              inline
              value={personId}
              onValueChange={setChosenId}
              options={all.map((person) => ({ value: person.personId, label: person.name }))}
            />
            <Message {...props} personId={personId} />
          </div>
        );
      }}
    </Loaded>
  );
}

// Shown as paper, whatever the desk's theme: black words would else stand on our dark ground.
const asOnPaper = { background: "white", colorScheme: "light" } as const;

function Message(asked: PreviewEmailAsked) {
  const trpc = useTRPC();
  const t = useTranslations("emails");
  const errorText = useErrorText();
  const message = useQuery(trpc.emails.preview.queryOptions(asked));
  return (
    <Loaded query={message}>
      {(shown) => {
        if (!shown.ok) {
          const { reason, field, codePoint } = shown;
          return (
            <Notice tone="attention" title={t("preview.held")}>
              {errorText({ kind: "invalid", reason, detail: { field, codePoint: codePoint ?? "" } })}
            </Notice>
          );
        }
        return (
          <div className="grid min-w-0 gap-2">
            <p className="text-sm text-ink-soft">
              {t("preview.to")} <span className="code">{shown.to}</span>
            </p>
            <p className="font-bold">{shown.subject}</p>
            <Tabs
              label={t("preview.parts")}
              tabs={[
                {
                  id: "html",
                  label: t("preview.html"),
                  panel: (
                    // A page of its own without any right: no script, no form, no address of ours.
                    <iframe
                      title={t("preview.title")}
                      sandbox=""
                      srcDoc={shown.html}
                      className="h-[36rem] w-full rounded-md border border-line"
                      style={asOnPaper}
                    />
                  ),
                },
                {
                  id: "text",
                  label: t("preview.text"),
                  panel: (
                    <pre className="max-h-[36rem] overflow-auto rounded-md border border-line bg-sunken p-4 text-sm whitespace-pre-wrap">
                      {shown.text}
                    </pre>
                  ),
                },
              ]}
            />
          </div>
        );
      }}
    </Loaded>
  );
}
