"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/button";
import { FormError } from "@/components/form-error";
import { Notice } from "@/components/notice";
import { TextField } from "@/components/text-field";
import { useErrorText } from "../../../error-text";
import { Loaded } from "../../../loaded";
import { useTRPC } from "../../../trpc";

/** All that the role needs: to look. */
const grant = "GRANT SELECT ON media, job, jobmedia, path, filename, basefiles, file TO reader;";

/** Reads a running Bacula or Bareos catalog, where an administrator allowed a host of one. */
export function LiveCatalog({ incidentId }: { incidentId: string }) {
  const trpc = useTRPC();
  const t = useTranslations("incidents");
  const hosts = useQuery(trpc.catalog.liveHosts.queryOptions());
  return (
    <Loaded query={hosts}>
      {(allowed) =>
        allowed.length === 0 ? (
          <p className="max-w-3xl text-ink-soft">{t("live-catalog.no-hosts")}</p>
        ) : (
          <LiveForm incidentId={incidentId} hosts={allowed} />
        )
      }
    </Loaded>
  );
}

function LiveForm({ incidentId, hosts }: { incidentId: string; hosts: string[] }) {
  const trpc = useTRPC();
  const t = useTranslations("incidents");
  const format = useFormatter();
  const errorText = useErrorText();
  const [address, setAddress] = useState("");
  const fetchLive = useMutation(trpc.catalog.fetchLive.mutationOptions({ onSuccess: () => setAddress("") }));
  const rows = fetchLive.data?.files.reduce((sum, file) => sum + file.rows, 0) ?? 0;
  return (
    <form
      className="grid max-w-3xl gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        fetchLive.mutate({ incidentId, address });
      }}
    >
      <TextField
        label={t("live-catalog.address")}
        hint={t("live-catalog.address-hint", { hosts: format.list(hosts) })}
        type="password"
        autoComplete="off"
        spellCheck={false}
        required
        value={address}
        onChange={(event) => setAddress(event.target.value)}
      />
      <div className="grid gap-1 text-sm text-ink-soft">
        <p>{t("live-catalog.rights")}</p>
        <pre className="overflow-x-auto rounded-sm bg-sunken px-3 py-2">
          <code className="code">{grant}</code>
        </pre>
        <p>{t("live-catalog.mysql")}</p>
      </div>
      <FormError>{fetchLive.error ? errorText(fetchLive.error) : null}</FormError>
      {fetchLive.data ? (
        <Notice tone="ok" live>
          {fetchLive.data.existing ? t("live-catalog.unchanged") : t("live-catalog.fetched", { rows })}
        </Notice>
      ) : null}
      <div>
        <Button
          type="submit"
          busy={fetchLive.isPending}
          blockedBecause={address.trim() === "" ? t("live-catalog.no-address") : undefined}
        >
          {t("live-catalog.read")}
        </Button>
      </div>
      {fetchLive.isPending ? (
        <p role="status" className="text-sm text-ink-soft">
          {t("live-catalog.reading")}
        </p>
      ) : null}
    </form>
  );
}
