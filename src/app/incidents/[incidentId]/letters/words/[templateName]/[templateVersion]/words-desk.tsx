"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Button } from "@/components/button";
import { FormError } from "@/components/form-error";
import { Notice } from "@/components/notice";
import { Section } from "@/components/section";
import type { OfText, OpenedText } from "@/features/letters/schema";
import { useErrorText } from "../../../../../../error-text";
import { Loaded } from "../../../../../../loaded";
import { useTRPC } from "../../../../../../trpc";
import { useBlocked } from "../../../../../signed-in-context";
import { SubPage } from "../../../../../sub-page";
import { useChanged } from "../../../../../use-changed";
import { WordsEditor } from "./words-editor";
import { WordsShown } from "./words-shown";

/** The words of a letter: ours to look at, an organisation's own to edit, with the pages they make beside them. */
export function WordsDesk(asked: OfText) {
  const trpc = useTRPC();
  const t = useTranslations("words");
  const { incidentId, templateName, templateVersion } = asked;
  // What is being edited here must not be replaced because something else of the incident changed.
  const opened = useQuery(
    trpc.letters.openText.queryOptions(asked, { staleTime: Number.POSITIVE_INFINITY, gcTime: 0 }),
  );
  return (
    <SubPage back={{ href: `/incidents/${incidentId}/letters`, label: t("desk.back") }}>
      <Section
        title={
          <span className="code text-xl">
            {templateName}/{templateVersion}
          </span>
        }
      >
        <Loaded query={opened}>
          {(text) =>
            text.own && !text.own.lockedAt ? (
              <WordsEditor incidentId={incidentId} opened={text} />
            ) : (
              <>
                <CopyToEdit asked={asked} text={text} />
                <WordsShown incidentId={incidentId} opened={text} />
              </>
            )
          }
        </Loaded>
      </Section>
    </SubPage>
  );
}

/** Why these words cannot be edited as they are, and the way to a version that can. */
function CopyToEdit({ asked, text }: { asked: OfText; text: OpenedText }) {
  const trpc = useTRPC();
  const t = useTranslations("words");
  const router = useRouter();
  const errorText = useErrorText();
  const blocked = useBlocked();
  const changed = useChanged();
  const start = useMutation(
    trpc.letters.startText.mutationOptions({
      onSuccess: async ({ name, version }) => {
        await changed();
        router.push(`/incidents/${asked.incidentId}/letters/words/${name}/${version}`);
      },
    }),
  );
  return (
    <div className="mb-5 grid gap-2">
      <Notice
        action={
          <Button
            tone="primary"
            busy={start.isPending}
            blockedBecause={blocked("letters.startText")}
            onClick={() => start.mutate(asked)}
          >
            {text.own ? t("desk.next") : t("desk.start")}
          </Button>
        }
      >
        {text.own ? t("desk.locked") : t("desk.ours")}
      </Notice>
      <FormError>{start.error ? errorText(start.error) : null}</FormError>
    </div>
  );
}
