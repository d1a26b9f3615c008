import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { nextPathOf } from "../next-path";
import { SignInFrame } from "../sign-in-frame";
import { CodeForm } from "./code-form";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("sign-in");
  return { title: t("code-title") };
}

type CodePageProps = { searchParams: Promise<{ next?: string | string[] }> };

export default async function CodePage({ searchParams }: CodePageProps) {
  const t = await getTranslations("sign-in");
  const { next } = await searchParams;
  return (
    <SignInFrame title={t("code-title")}>
      <CodeForm next={nextPathOf(next)} />
    </SignInFrame>
  );
}
