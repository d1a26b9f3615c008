"use client";
import { useFormatter, useTranslations } from "next-intl";
import { createContext, type ReactNode, useCallback, useContext } from "react";
import { type Act, type Role, rolesByAct } from "@/features/staff/rules";

type SignedInHere = { staffId: string; name: string; role: Role };

const SignedInContext = createContext<SignedInHere | null>(null);

type SignedInProviderProps = { signedIn: SignedInHere; children: ReactNode };

/** Tells the desk's components who is looking, so that they can grey out what the server would refuse. */
export function SignedInProvider({ signedIn, children }: SignedInProviderProps) {
  return <SignedInContext value={signedIn}>{children}</SignedInContext>;
}

/** Who is looking at this page. Only below `SignedInProvider`. */
export function useSignedIn(): SignedInHere {
  const signedIn = useContext(SignedInContext);
  if (!signedIn) throw new Error("useSignedIn() is used outside SignedInProvider");
  return signedIn;
}

/** Whether the role of whoever looks may do an act; for queries that would only be refused. */
export function useMay(): (act: Act) => boolean {
  const { role } = useSignedIn();
  return useCallback((act: Act) => (rolesByAct[act] as readonly Role[]).includes(role), [role]);
}

type Refusal = (act: Act) => string | undefined;

/** For `blockedBecause`: undefined where the role may, else a sentence that names the roles that may. */
export function useBlocked(): Refusal {
  const t = useTranslations("incidents");
  return useRefusal((roles) => t("only-roles", { roles }));
}

/** The same for what somebody may not see. */
export function useDenied(): Refusal {
  const t = useTranslations("incidents");
  return useRefusal((roles) => t("only-roles-see", { roles }));
}

function useRefusal(say: (roles: string) => string): Refusal {
  const may = useMay();
  const shell = useTranslations("shell");
  const format = useFormatter();
  return (act) => {
    if (may(act)) return undefined;
    const names = rolesByAct[act].map((role) => shell(`role.${role}`));
    return say(format.list(names, { type: "disjunction" }));
  };
}
