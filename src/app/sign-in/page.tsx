import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { demoSignIns } from "./demo-sign-ins";
import { nextPathOf } from "./next-path";
import { PasswordForm } from "./password-form";
import { SignInFrame } from "./sign-in-frame";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("sign-in");
  return { title: t("title") };
}

type SignInPageProps = { searchParams: Promise<{ next?: string | string[] }> };

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const t = await getTranslations("sign-in");
  const { next } = await searchParams;
  return (
    <SignInFrame title={t("title")}>
      <PasswordForm next={nextPathOf(next)} demo={await demoSignIns()} />
    </SignInFrame>
  );
}
