/** Why a sign-in step failed, as the screen says it. Never whether an account exists. */
export type SignInProblem = "wrong" | "wrong-code" | "throttled" | "expired" | "unreachable";

type AuthError = { status: number; code?: string };

const lockedCodes = new Set(["ACCOUNT_TEMPORARILY_LOCKED", "TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE"]);

/** Reads the answer to e-mail and password. Every refusal that is not a throttle sounds the same. */
export function passwordProblem({ status }: AuthError): SignInProblem {
  if (status === 429) return "throttled";
  return status >= 400 && status < 500 ? "wrong" : "unreachable";
}

/** Reads the answer to the six digits. */
export function codeProblem({ status, code }: AuthError): SignInProblem {
  if (status === 429 || (code && lockedCodes.has(code))) return "throttled";
  if (code === "INVALID_TWO_FACTOR_COOKIE") return "expired";
  return status >= 400 && status < 500 ? "wrong-code" : "unreachable";
}
