"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useId } from "react";
import { Button } from "@/components/button";
import { FormError } from "@/components/form-error";
import { Notice } from "@/components/notice";
import { Section } from "@/components/section";
import { TextField } from "@/components/text-field";
import { useToast } from "@/components/toast";
import type { GaijiOptions, RefusedCharacter, RefusedPerson } from "@/features/letters/schema";
import { useErrorText } from "../error-text";
import { useBlocked } from "../incidents/signed-in-context";
import { useChanged } from "../incidents/use-changed";
import { useTRPC } from "../trpc";
import { NameSample } from "./name-sample";
import { useGaijiForm, type Way, waysFor } from "./use-gaiji-form";
import { WayCard } from "./way-card";

type DecideGaijiProps = {
  incidentId: string;
  character: RefusedCharacter;
  options: GaijiOptions;
  /** The one it is decided for; null: everybody with this character. */
  person: RefusedPerson | null;
  onWhole: () => void;
};

/** The ways to print a character side by side, how a name looks with the chosen one, and the decision itself. */
export function DecideGaiji({ incidentId, character, options, person, onWhole }: DecideGaijiProps) {
  const trpc = useTRPC();
  const t = useTranslations("gaiji");
  const errorText = useErrorText();
  const blocked = useBlocked();
  const changed = useChanged();
  const toast = useToast();
  const name = useId();
  const ways = waysFor(options, person);
  const form = useGaijiForm(ways);
  const decide = useMutation(
    trpc.gaiji.decide.mutationOptions({
      onSuccess: async ({ freed, stillHeld }) => {
        toast({ title: t("decided"), description: t("freed", { freed, stillHeld }), tone: "ok" });
        await changed();
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!form.way) return;
    decide.mutate({
      incidentId,
      codePoint: character.codePoint,
      personId: person?.personId,
      remedy: form.way.remedy,
      font: form.way.font,
      replacement: form.replacement,
      reason: form.reason,
    });
  };
  return (
    <Section title={t("ways")} lead={person ? t("for-one", { name: person.name }) : t("for-everybody")}>
      {person ? (
        <Button size="sm" onClick={onWhole}>
          {t("to-everybody")}
        </Button>
      ) : null}
      {ways.length === 0 ? <Notice title={t("choose-person")}>{t("choose-person-why")}</Notice> : null}
      <form onSubmit={submit} className="mt-3 grid gap-4">
        <fieldset className="min-w-0">
          <legend className="sr-only">{t("ways")}</legend>
          <div className="flex flex-wrap gap-3">
            {ways.map((way) => (
              <WayCard
                key={way.key}
                group={name}
                way={way}
                drawn={drawnOf(options, way)}
                checked={form.way?.key === way.key}
                onChoose={() => form.setKey(way.key)}
              />
            ))}
          </div>
        </fieldset>
        {form.way && form.way.replacement === undefined && form.way.remedy !== "other-font" ? (
          <TextField
            label={form.way.remedy === "variant" ? t("which-character") : t("own-form-text")}
            hint={form.way.remedy === "variant" ? t("which-character-hint") : t("own-form-hint")}
            value={form.typed}
            onChange={(event) => form.setTyped(event.target.value)}
            required
            className="max-w-md"
          />
        ) : null}
        {form.way ? (
          <NameSample
            incidentId={incidentId}
            codePoint={character.codePoint}
            person={person}
            way={form.way}
            replacement={form.replacement}
          />
        ) : null}
        <TextField
          label={t("reason")}
          hint={form.way?.remedy === "own-form" ? t("reason-own-form") : t("reason-hint")}
          value={form.reason}
          onChange={(event) => form.setReason(event.target.value)}
          required
          className="max-w-xl"
        />
        <FormError>{decide.error ? errorText(decide.error) : null}</FormError>
        <div>
          <Button
            type="submit"
            tone="primary"
            busy={decide.isPending}
            blockedBecause={blocked("gaiji.decide") ?? (form.way ? undefined : t("choose-way"))}
          >
            {t("decide")}
          </Button>
        </div>
      </form>
    </Section>
  );
}

const drawnOf = (options: GaijiOptions, way: Way) =>
  options.choices.find(
    (one) => one.remedy === way.remedy && (one.font ?? one.replacement) === (way.font ?? way.replacement),
  )?.drawn ?? null;
