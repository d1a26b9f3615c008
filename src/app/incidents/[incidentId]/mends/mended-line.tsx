"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useToast } from "@/components/toast";
import { Loaded } from "../../../loaded";
import { useMay } from "../../signed-in-context";
import { useChanged } from "../../use-changed";
import type { Mending } from "./mend-dialog";
import { MendLine } from "./mend-line";
import { LineText, MendNote } from "./mend-note";

/** The line as received, the mend it has, and the place to write it anew. */
export function MendedLine({ mending, onSaved }: { mending: Mending; onSaved: () => void }) {
  const t = useTranslations("mends");
  const toast = useToast();
  const may = useMay();
  const changed = useChanged();
  const line = useQuery({
    queryKey: ["mending", ...mending.key],
    queryFn: async () => ({ ...(await mending.fetch()), mends: await mending.mends() }),
  });
  return (
    <Loaded query={line}>
      {({ received, mends }) => {
        const here = mends.filter(
          (mend) => mend.fileNumber === mending.fileNumber && mend.line === mending.line,
        );
        const inForce = here.find(({ state }) => state !== "taken-back");
        return (
          <div className="grid gap-4">
            {here.length > 0 ? (
              here.map((mend) => <MendNote key={mend.id} mend={mend} />)
            ) : (
              <LineText label={t("received")} text={received} />
            )}
            {may("catalog.mendLine") ? (
              <MendLine
                key={inForce?.id ?? "received"}
                text={inForce?.mended ?? received}
                tryLine={mending.tryLine}
                save={mending.save}
                onSaved={async () => {
                  toast({ title: t("saved"), tone: "ok" });
                  onSaved();
                  await changed();
                }}
              />
            ) : null}
          </div>
        );
      }}
    </Loaded>
  );
}
