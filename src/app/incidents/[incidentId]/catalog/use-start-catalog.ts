"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useToast } from "@/components/toast";
import { useTRPC } from "../../../trpc";
import { useChanged } from "../../use-changed";

/** Asks for a catalog to be read and says what came of it. */
export function useStartCatalog(onStarted: () => void) {
  const trpc = useTRPC();
  const t = useTranslations("incidents");
  const toast = useToast();
  const changed = useChanged();
  return useMutation(
    trpc.catalog.startImport.mutationOptions({
      onSuccess: async ({ existing }) => {
        toast({
          title: existing ? t("import.existing") : t("import.started"),
          tone: existing ? "neutral" : "ok",
        });
        onStarted();
        await changed();
      },
    }),
  );
}
