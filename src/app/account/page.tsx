import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DescriptionList } from "@/components/description-list";
import { PageHeader } from "@/components/page-header";
import { signedInOrRedirect } from "../signed-in";
import { TwoStep } from "./two-step";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account");
  return { title: t("title") };
}

export default async function AccountPage() {
  const t = await getTranslations("account");
  const shell = await getTranslations("shell");
  const { name, email, role, twoFactorEnabled } = await signedInOrRedirect("/account");
  return (
    <div className="flex max-w-2xl flex-col gap-8">
      <PageHeader title={t("title")} />
      <DescriptionList
        items={[
          { term: t("name"), value: name },
          { term: t("email"), value: email },
          { term: t("role"), value: shell(`role.${role}`) },
        ]}
      />
      <TwoStep isOn={twoFactorEnabled} />
    </div>
  );
}
