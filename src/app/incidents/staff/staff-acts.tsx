"use client";
import { useTranslations } from "next-intl";
import { Button } from "@/components/button";
import { Select } from "@/components/select";
import { useToast } from "@/components/toast";
import { type Role, roles } from "@/features/staff/rules";
import type { StaffRow } from "@/features/staff/schema";
import { useErrorText } from "../../error-text";
import { useTRPCClient } from "../../trpc";
import { useBlocked, useSignedIn } from "../signed-in-context";
import { useChanged } from "../use-changed";

/** Changes what somebody is here for, or ends and restores their access. Nobody changes themselves. */
export function StaffActs({ member }: { member: StaffRow }) {
  const t = useTranslations("incidents");
  const shell = useTranslations("shell");
  const errors = useTranslations("errors");
  const client = useTRPCClient();
  const errorText = useErrorText();
  const toast = useToast();
  const changed = useChanged();
  const blocked = useBlocked();
  const { staffId } = useSignedIn();
  const because =
    blocked("staff.changeRole") ?? (member.id === staffId ? errors("staff.not-oneself") : undefined);
  const does = async (act: Promise<unknown>, title: string) => {
    try {
      await act;
      toast({ title });
    } catch (error) {
      toast({ title: errorText(error), tone: "danger" });
    }
    await changed();
  };
  const isDisabled = member.disabledAt !== null;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Select
        label={t("staff.role-of", { name: member.name })}
        hideLabel
        value={member.role}
        disabled={because !== undefined}
        options={roles.map((value) => ({ value, label: shell(`role.${value}`) }))}
        emptyChoice={false}
        className="w-40"
        onChange={(event) =>
          does(
            client.staff.changeRole.mutate({ staffId: member.id, role: event.target.value as Role }),
            t("staff.role-changed", { name: member.name }),
          )
        }
      />
      <Button
        size="sm"
        tone={isDisabled ? "secondary" : "quiet"}
        blockedBecause={because}
        onClick={() =>
          does(
            isDisabled
              ? client.staff.enable.mutate({ staffId: member.id })
              : client.staff.disable.mutate({ staffId: member.id }),
            isDisabled
              ? t("staff.enabled-done", { name: member.name })
              : t("staff.disabled-done", { name: member.name }),
          )
        }
      >
        {isDisabled ? t("staff.enable") : t("staff.disable")}
      </Button>
    </div>
  );
}
