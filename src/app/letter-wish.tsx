"use client";
import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { Button } from "@/components/button";
import { useToast } from "@/components/toast";
import type { LetterVariant } from "@/features/letters/schema";
import { ConfirmDialog } from "./incidents/confirm-dialog";
import { Loaded } from "./loaded";
import { useTRPC, useTRPCClient } from "./trpc";

type LetterWishProps = {
  incidentId: string;
  personId: string;
  /** Why whoever looks may only look. */
  blockedBecause?: string;
  onChanged: () => Promise<void>;
};

/** In which way a person's letter is made; larger print or English where they ask for it. */
export function LetterWish({ incidentId, personId, blockedBecause, onChanged }: LetterWishProps) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const t = useTranslations("words");
  const format = useFormatter();
  const toast = useToast();
  const wish = useQuery(trpc.letters.preferenceOf.queryOptions({ incidentId, personId }));
  const change = async (variant: LetterVariant) => {
    const { letter } =
      variant === "standard"
        ? await client.letters.clearPreference.mutate({ incidentId, personId })
        : await client.letters.setPreference.mutate({ incidentId, personId, variant });
    await onChanged();
    toast({ title: t(`wish.then.${letter}`), tone: letter === "gone" ? "attention" : "ok" });
  };
  return (
    <Loaded query={wish}>
      {({ variant, byName, at }) => (
        <div className="grid gap-2">
          <p>
            {variant === "standard"
              ? t("wish.standard")
              : t("wish.set", { variant: t(`variant.${variant}`) })}
            {byName && at ? (
              <span className="figures block text-sm text-ink-soft">
                {t("wish.by", { name: byName, at: format.dateTime(at, "stamp") })}
              </span>
            ) : null}
          </p>
          <div className="flex flex-wrap gap-2">
            {(["large", "english", "standard"] as const)
              .filter((one) => one !== variant)
              .map((one) => (
                <ConfirmDialog
                  key={one}
                  title={one === "standard" ? t("wish.clear") : t(`wish.${one}`)}
                  description={t("wish.description")}
                  confirm={t("wish.confirm")}
                  trigger={
                    <Button size="sm" blockedBecause={blockedBecause}>
                      {one === "standard" ? t("wish.clear") : t(`wish.${one}`)}
                    </Button>
                  }
                  act={() => change(one)}
                />
              ))}
          </div>
        </div>
      )}
    </Loaded>
  );
}
