"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/button";
import { Notice } from "@/components/notice";
import { Spinner } from "@/components/spinner";
import { useErrorText } from "./error-text";

type LoadedProps<Data> = {
  query: { data: Data | undefined; error: unknown; isFetching: boolean; refetch: () => unknown };
  children: (data: Data) => ReactNode;
};

/** A part of a page that needs data: says that it is loading, or why it could not be loaded and offers to try again. */
export function Loaded<Data>({ query, children }: LoadedProps<Data>) {
  const t = useTranslations("common");
  const errorText = useErrorText();
  if (query.data !== undefined) return children(query.data);
  if (query.error) {
    return (
      <Notice
        tone="danger"
        action={
          <Button size="sm" busy={query.isFetching} onClick={() => query.refetch()}>
            {t("retry")}
          </Button>
        }
      >
        {errorText(query.error)}
      </Notice>
    );
  }
  return (
    <p className="flex min-h-24 items-center gap-2 text-ink-soft">
      <Spinner />
      {t("loading")}
    </p>
  );
}
