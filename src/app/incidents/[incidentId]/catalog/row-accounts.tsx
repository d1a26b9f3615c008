"use client";
import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { Section } from "@/components/section";
import { Loaded } from "../../../loaded";
import { useTRPC } from "../../../trpc";
import type { Outputs } from "../../outputs";
import { AccountBar } from "./account-bar";
import { AccountRules } from "./account-rules";
import type { CatalogImport } from "./catalog-imports";
import { RowSums } from "./row-sums";

type RowAccountsProps = { incidentId: string; imports: CatalogImport[] };

/** Rows read = mapped + excluded by a named rule + unresolved with a reason, for every catalog that was read. */
export function RowAccounts({ incidentId, imports }: RowAccountsProps) {
  const trpc = useTRPC();
  const t = useTranslations("incidents");
  const accounts = useQuery(trpc.catalog.accounting.queryOptions({ incidentId }));
  const sums = useQuery(trpc.catalog.sums.queryOptions({ incidentId }));
  const masters = useQuery(trpc.people.imports.queryOptions({ incidentId }));
  const isTooEarly = masters.data?.every((master) => master.state !== "read") ?? false;
  return (
    <div id="account" className="mt-8 scroll-mt-4">
      <Section title={t("account.title")} lead={t("account.lead")}>
        <Loaded query={accounts}>
          {(all) => (
            <div className="grid gap-6">
              {all.map((account) => (
                <OneAccount
                  key={account.importId}
                  incidentId={incidentId}
                  account={account}
                  sums={sums.data?.filter(({ importId }) => importId === account.importId) ?? []}
                  isTooEarly={isTooEarly}
                  of={all.length > 1 ? imports.find(({ id }) => id === account.importId) : undefined}
                />
              ))}
            </div>
          )}
        </Loaded>
      </Section>
    </div>
  );
}

type OneAccountProps = {
  incidentId: string;
  account: Outputs["catalog"]["accounting"][number];
  sums: Outputs["catalog"]["sums"];
  of: CatalogImport | undefined;
  isTooEarly: boolean;
};

function OneAccount({ incidentId, account, sums, of, isTooEarly }: OneAccountProps) {
  const t = useTranslations("incidents");
  const format = useFormatter();
  return (
    <div>
      {of ? (
        <h3 className="mb-2 text-sm font-bold">
          {t("catalog.import-label", {
            when: format.dateTime(of.createdAt, "stamp"),
            format: of.files.map((file) => file.fileName).join("、"),
          })}
        </h3>
      ) : null}
      <AccountBar incidentId={incidentId} account={account} isTooEarly={isTooEarly} />
      <AccountRules incidentId={incidentId} account={account} />
      <RowSums incidentId={incidentId} by="medium" sums={sums} />
      <RowSums incidentId={incidentId} by="day" sums={sums} />
    </div>
  );
}
